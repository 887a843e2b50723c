using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Reading;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads a share of batches and a time: <c>5%</c>, or <c>5%@10s</c>.</summary>
internal static class ShareAtText
{
    /// <summary>Which batches are cancelled.</summary>
    public static Parsed<CancelPlan> Cancel(string text) => Read(text, (share, after) => new CancelPlan(share, after));

    /// <summary>Which inputs are deleted.</summary>
    public static Parsed<DeletePlan> DeleteInput(string text) =>
        Read(text, (share, after) => new DeletePlan(share, after));

    /// <summary>Which outputs are read again.</summary>
    public static Parsed<ReadAgainPlan> ReadAgain(string text) =>
        Read(text, (share, after) => new ReadAgainPlan(share, after ?? TimeSpan.Zero));

    private static Parsed<T> Read<T>(string text, Func<double, TimeSpan?, T> make)
    {
        var parts = text.Split('@', 2);
        var share = ShareText.Parse(parts[0]);
        if (share.Problem is not null)
        {
            return Parsed.Bad<T>($"{share.Problem}, with a time behind it or without, such as 5%@10s");
        }

        if (parts.Length == 1)
        {
            return Parsed.Ok(make(share.Value, null));
        }

        var after = DurationText.ZeroOrMore(parts[1]);
        return after.Problem is { } problem
            ? Parsed.Bad<T>($"behind @ {problem}")
            : Parsed.Ok(make(share.Value, after.Value));
    }
}
