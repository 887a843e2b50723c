namespace BatchLoadTest.Load;

/// <summary>What was asked for of one class of batches.</summary>
/// <param name="Name">Its name, as thresholds and reports have it.</param>
/// <param name="Share">Share of the batches that are to be of it, 0 to 1.</param>
/// <param name="Data">What its users upload, in words.</param>
/// <param name="Endpoint">The endpoint of its rows.</param>
/// <param name="Window">The completion window asked for, in the service's words.</param>
/// <param name="WindowLength">How long that is; null where it names no time.</param>
/// <param name="Rows">Rows of each batch; null where that was not recorded.</param>
/// <param name="Model">The model that its rows name instead of their own; null where they keep it.</param>
public sealed record ClassTerms(
    string Name,
    double Share,
    string Data,
    string Endpoint,
    string Window,
    TimeSpan? WindowLength,
    int? Rows = null,
    string? Model = null
);
