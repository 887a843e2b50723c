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
            // By its documentation the batches of a deleted input are deleted, by its source they are cancelled.
            StopsWithInput = true,
            // By its source an expired file is marked as that, which nobody sees, and goes on being served.
            RemovesExpired = false,
        };
}
