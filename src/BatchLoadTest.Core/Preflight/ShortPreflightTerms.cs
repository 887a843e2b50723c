using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Scenarios;

namespace BatchLoadTest.Preflight;

/// <summary>What the short preflight of a run is to look at.</summary>
public sealed record ShortPreflightTerms
{
    /// <summary>The service.</summary>
    public required BatchApiOptions Options { get; init; }

    /// <summary>How the key is come by.</summary>
    public required KeyOptions Key { get; init; }

    /// <summary>What is uploaded.</summary>
    public required ClassMix Data { get; init; }

    /// <summary>Why there was no key at the last try to create one; null where nothing was answered yet.</summary>
    public Func<string?> KeyProblem { get; init; } = static () => null;

    /// <summary>Whether the service is a control layer, as far as the dialect tells.</summary>
    internal bool IsControlLayer => Options.Dialect.Name == "control-layer";

    // Something else in the same dialect is somewhere else: its list of models may be of any kind.
    internal bool ListsAllModels => IsControlLayer && Options.ApiBase == Options.Dialect.ApiBase;
}
