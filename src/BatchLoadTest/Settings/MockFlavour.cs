namespace BatchLoadTest.Settings;

/// <summary>The service that the mock server behaves like.</summary>
public enum MockFlavour
{
    /// <summary>The control layer: keys are created, absent values left out, files there from the start.</summary>
    ControlLayer,

    /// <summary>OpenAI: absent values are null, files appear when they are written.</summary>
    OpenAi,

    /// <summary>Azure OpenAI: as OpenAI, with its own base, version in the query and header of the key.</summary>
    Azure,
}
