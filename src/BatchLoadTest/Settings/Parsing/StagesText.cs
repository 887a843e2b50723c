using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>
/// Reads stages, the lengths with the levels that they lead to.
/// <code>
/// stages = stage { "," stage }
/// stage  = length ":" [ "=" ] level
/// length = a duration above zero, such as 30s or 2m
/// level  = a whole number of users | a number with /s, /m or /h: workflows started
/// </code>
/// The first begins at 0, each further one at the level before; "=" begins at the level named and stays there. Users and
/// rates are not mixed, but for a bare 0.
/// </summary>
internal static class StagesText
{
    private const double MostUsers = 1_000_000;

    private const string Forms =
        "LENGTH:LEVEL, such as 30s:10,2m:100,30s:0 (users) or 2m:1/s,5m:10/s (workflows started); = holds a level: 2m:=100";

    /// <summary>Reads them.</summary>
    public static Parsed<StagePlan> Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Parsed.Bad<StagePlan>($"must be {Forms}");
        }

        List<LoadStage> stages = [];
        bool? isRate = null;
        var level = 0.0;
        foreach (var part in text.Split(','))
        {
            var halves = part.Split(':');
            var isFlat = halves[^1].TrimStart().StartsWith('=');
            if (
                halves.Length != 2
                || !DurationText.TryRead(halves[0], out var length)
                || length <= TimeSpan.Zero
                || !RateText.TryRead(halves[1].Trim().TrimStart('='), out var to, out var hasUnit)
            )
            {
                return Bad(part, $"must be {Forms}");
            }

            // 0 is the same in both.
            if (hasUnit || to > 0)
            {
                if (isRate is not null && isRate != hasUnit)
                {
                    return Bad(part, "mixes users and rates");
                }

                isRate = hasUnit;
            }

            if (!hasUnit && (to % 1 != 0 || to > MostUsers))
            {
                return Bad(
                    part,
                    $"must be a whole number of users, at most {MostUsers:N0}, or have a unit such as 5/s"
                );
            }

            stages.Add(new LoadStage(length, isFlat ? to : level, to));
            level = to;
        }

        return stages.TrueForAll(stage => stage is { From: 0, To: 0 })
            ? Parsed.Bad<StagePlan>("asks for nothing: every level is 0")
            : Parsed.Ok(new StagePlan(Schedule.Of(stages), isRate ?? false));
    }

    private static Parsed<StagePlan> Bad(string part, string problem) =>
        Parsed.Bad<StagePlan>($"the stage {Words.Quote(part.Trim())} {problem}");
}
