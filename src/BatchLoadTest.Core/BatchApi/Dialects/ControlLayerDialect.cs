namespace BatchLoadTest.BatchApi.Dialects;

/// <summary>The control layer, which creates keys itself and serves the output of a running batch.</summary>
internal static class ControlLayerDialect
{
    /// <summary>What is its own; read from its source (10.13) and seen running.</summary>
    public static Dialect Create() =>
        new()
        {
            Name = "control-layer",
            Service = "the control layer",
            ApiBase = "/ai/v1",
            CreatesKeys = true,
            SkipQuery = "skip",
            RetriesBatches = true,
            EstimatesCost = true,
            TokenSums = TokenSumsPlace.Analytics,
        };
}
