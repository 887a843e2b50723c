using BatchLoadTest.Settings.Sources;

namespace BatchLoadTest.Settings;

/// <summary>A setting as it was found, with its values.</summary>
internal sealed record Reading<T>(IReadOnlyList<T> Values, GivenValue? Given, int Rank, bool HasFailed)
    : Reading(Given, Rank, HasFailed);
