using BatchLoadTest.Settings.Sources;

namespace BatchLoadTest.Settings;

/// <summary>A setting as it was found.</summary>
/// <param name="Given">What the strongest layer says, the default included; null where nothing is said.</param>
/// <param name="Rank">The layer's place, 0 for the strongest; <see cref="NotGiven"/> for default and nothing.</param>
/// <param name="HasFailed">A value could not be read.</param>
internal abstract record Reading(GivenValue? Given, int Rank, bool HasFailed)
{
    /// <summary>Rank of what no layer gives.</summary>
    public const int NotGiven = int.MaxValue;
}

/// <summary>A setting as it was found, with its values.</summary>
internal sealed record Reading<T>(IReadOnlyList<T> Values, GivenValue? Given, int Rank, bool HasFailed)
    : Reading(Given, Rank, HasFailed);
