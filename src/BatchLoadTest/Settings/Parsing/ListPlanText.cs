using System.Globalization;
using BatchLoadTest.Scenarios.Listing;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads how often lists are read: <c>1/10s</c>, <c>6/m</c>, or <c>0</c> for never.</summary>
internal static class ListPlanText
{
    /// <summary>Reads the rate.</summary>
    public static Parsed<ListPlan> Parse(string text)
    {
        var parts = text.Split('/');
        if (!NumberText.TryRead(parts[0], out var walks) || walks < 0)
        {
            return Bad();
        }

        if (parts.Length == 1)
        {
            return walks == 0 ? Parsed.Ok(ListPlan.None) : Bad();
        }

        if (parts.Length > 2 || !DurationText.TryRead(Whole(parts[1].Trim()), out var per) || per <= TimeSpan.Zero)
        {
            return Bad();
        }

        var plan = new ListPlan(walks, per);
        return walks == 0 ? Parsed.Ok(ListPlan.None)
            : walks / per.TotalSeconds > ListPlan.Highest || plan.Interval > DurationText.Longest ? Bad()
            : Parsed.Ok(plan);
    }

    // A unit alone, as rates have it, is one of it.
    private static string Whole(string time) => time is "s" or "m" or "h" or "d" ? $"1{time}" : time;

    private static Parsed<ListPlan> Bad() =>
        Parsed.Bad<ListPlan>(
            string.Create(
                CultureInfo.InvariantCulture,
                $"must be a number and a time such as 1/10s, 6/m or 1/2m, at most {ListPlan.Highest}/s and at least once in 24d, or 0 for never"
            )
        );
}
