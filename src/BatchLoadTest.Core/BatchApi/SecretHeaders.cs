namespace BatchLoadTest.BatchApi;

/// <summary>Which headers carry secrets, by their names; what others say may be shown and must not be masked.</summary>
public static class SecretHeaders
{
    private static readonly string[] Parts =
    [
        "authorization",
        "cookie",
        "key",
        "token",
        "secret",
        "password",
        "credential",
        "signature",
    ];

    /// <summary>Whether a header of that name carries a secret. Case does not matter.</summary>
    public static bool IsSecret(string name) =>
        Parts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
