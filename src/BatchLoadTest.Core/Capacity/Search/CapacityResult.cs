using System.Text.Json.Serialization;
using BatchLoadTest.Capacity.Levels;

namespace BatchLoadTest.Capacity.Search;

/// <summary>Between which loads the capacity lies, and what broke first.</summary>
/// <param name="Ending">How the search ended.</param>
/// <param name="Lower">The highest load that passed; null where none did: that side is open.</param>
/// <param name="Upper">The lowest load that broke the service; null where none did: that side is open.</param>
public sealed record CapacityResult(CapacityEnding Ending, double? Lower, double? Upper)
{
    /// <summary>Whether the lower bound held for three times the level time.</summary>
    public bool IsLowerConfirmed { get; init; }

    /// <summary>Loads between the bounds that stayed undecided, in order: the capacity may lie on either side of them.</summary>
    public IReadOnlyList<double> Undecided { get; init; } = [];

    /// <summary>The lowest load that the generator could not apply; null where it could all of them.</summary>
    public double? Ceiling { get; init; }

    /// <summary>The first lower bound that had passed and did not hold when it was confirmed; null where it held.</summary>
    public double? Lost { get; init; }

    /// <summary>What broke the service at <see cref="Upper"/>; null where nothing did.</summary>
    public LevelDecision? BrokeFirst { get; init; }

    /// <summary>
    /// Levels that broke the service, or were invalid, and have no second verdict yet: no bounds, and nothing to keep silent
    /// about.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<CapacityLevel> SeenOnce => SearchState.SeenOnce(Levels);

    /// <summary>The levels, in the order of time.</summary>
    public IReadOnlyList<CapacityLevel> Levels { get; init; } = [];

    /// <summary>How much of the lower bound lies between the two, 0.1 for 10 %; null where a side is open.</summary>
    public double? Width => (Upper - Lower) / Lower;

    /// <summary>Whether <paramref name="load"/> lies between the bounds; an open side bounds nothing.</summary>
    public bool Contains(double load) => load >= (Lower ?? 0) && load <= (Upper ?? double.PositiveInfinity);

    /// <summary>The answer for a person, such as "between 4.2 and 4.6 batches/s".</summary>
    /// <param name="unit">Of the loads, such as <c>batches/s</c>.</param>
    public string Text(string unit) => string.Join("; ", [Bracket(unit), .. Notes(unit)]);

    private string Bracket(string unit) =>
        (Lower, Upper) switch
        {
            ({ } lower, { } upper) => $"between {lower:0.###} and {upper:0.###} {unit}",
            ({ } lower, null) => $"at least {lower:0.###} {unit}",
            (null, { } upper) => $"below {upper:0.###} {unit}",
            _ => Undecided.Count > 0 ? UndecidedAt(unit) : "undecided",
        };

    private string Repeated(double load) =>
        Undecided.Contains(load) ? "undecided when repeated"
        : Ceiling == load ? "invalid when repeated"
        : "its repeat was not finished";

    private string UndecidedAt(string unit) =>
        $"undecided at {string.Join(", ", Undecided.Select(load => $"{load:0.###}"))} {unit}";

    private IEnumerable<string> Notes(string unit)
    {
        if (Undecided.Count > 0 && (Lower ?? Upper) is not null)
        {
            yield return UndecidedAt(unit);
        }

        foreach (var (order, decision) in SeenOnce)
        {
            yield return $"{order.Load:0.###} {unit} was {decision.Verdict.ToString().ToLowerInvariant()} once, "
                + $"{Repeated(order.Load)}: {decision.Reason}";
        }

        if (Lost is { } lost)
        {
            yield return $"{lost:0.###} {unit} passed at first and did not hold when confirmed: the service may have changed";
        }

        if (Lower is not null && !IsLowerConfirmed)
        {
            yield return "the lower bound is not confirmed";
        }

        if (Ceiling is { } ceiling)
        {
            yield return $"the generator could not apply {ceiling:0.###} {unit}";
        }
    }
}
