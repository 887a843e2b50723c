namespace BatchLoadTest.MockServer.Options;

/// <summary>Whose behaviour the mock server shows where the services differ.</summary>
public enum MockFlavour
{
    /// <summary>The control layer: 201, absent members left out, file ids from the start, never <c>expired</c>.</summary>
    ControlLayer,

    /// <summary>OpenAI: 200, absent members null, file ids once the files exist, errors as JSON.</summary>
    OpenAI,

    /// <summary>
    /// Azure OpenAI: as OpenAI, under <c>/openai</c> only, with <c>api-version</c> in the query, the key in <c>api-key</c>, and
    /// files that are pending for a moment.
    /// </summary>
    Azure,
}
