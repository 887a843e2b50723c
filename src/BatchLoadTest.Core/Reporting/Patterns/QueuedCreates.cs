using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>With more users creations take longer, and nothing else does: they wait for each other.</summary>
internal static class QueuedCreates
{
    private const long Enough = 10;
    private const double MoreUsers = 3;
    private const double Kept = 1.5;
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);

    public static string? Of(RunReport report)
    {
        var levels = report
            .Final.LatencyByUsers.Where(level => level.Creates >= Enough && level.Others >= Enough)
            .ToList();
        if (levels.Count < 2)
        {
            return null;
        }

        var (few, many) = (levels[0], levels[^1]);
        var more = many.Users / few.Users;
        return
            more < MoreUsers
            || many.Create < Least
            // Half of what waiting for each other would come to: creations are not all of what users do.
            || many.Create < Math.Max(2, more / 2) * few.Create
            || many.Other > Kept * few.Other
            ? null
            : $"creations queue one behind the other: with {few.Users:0} users create took {Figures.Time(few.Create)} on "
                + $"average, with {many.Users:0} {Figures.Time(many.Create)}; the other steps {Figures.Time(few.Other)} and "
                + Figures.Time(many.Other);
    }
}
