using BatchLoadTest.Scenarios.Cancelling;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads which batches are cancelled: <c>5%</c>, or <c>5%@10s</c>.</summary>
internal static class CancelText
{
    /// <summary>Reads a share, and a time where there is one.</summary>
    public static Parsed<CancelPlan> Parse(string text)
    {
        var parts = text.Split('@', 2);
        var share = ShareText.Parse(parts[0]);
        if (share.Problem is not null)
        {
            return Parsed.Bad<CancelPlan>(
                $"{share.Problem}, with the time of the request behind it or without, such as 5%@10s"
            );
        }

        if (parts.Length == 1)
        {
            return Parsed.Ok(new CancelPlan(share.Value));
        }

        var after = DurationText.ZeroOrMore(parts[1]);
        return after.Problem is { } problem
            ? Parsed.Bad<CancelPlan>($"behind @ {problem}")
            : Parsed.Ok(new CancelPlan(share.Value, after.Value));
    }
}
