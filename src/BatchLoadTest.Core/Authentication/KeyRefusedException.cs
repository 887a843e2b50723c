namespace BatchLoadTest.Authentication;

/// <summary>The service gives no key, or refuses the one there is; the message says so in a line, without secrets.</summary>
public sealed class KeyRefusedException(string message) : Exception(message)
{
    /// <summary>A key is refused that never worked.</summary>
    /// <param name="key">The key.</param>
    /// <param name="answer">The service's answer, without secrets.</param>
    public static KeyRefusedException Of(ApiKey key, string answer) =>
        new($"the API key is refused: {answer}; {WhatToLookAt(key)}");

    private static string WhatToLookAt(ApiKey key) =>
        key switch
        {
            { IsCreated: true } => "look at its purpose (--api-key-purpose): "
                + "services admit to files and batches only keys that were made for it",
            { Authorization: null } => "none was sent (--auth none)",
            _ => "look whether it is a key of this service, and at the purpose for which it was made",
        };
}
