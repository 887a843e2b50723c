using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads when a mock server freezes: <c>10s@20s</c>, for 10 s from 20 s after its first request.</summary>
public static class FreezeText
{
    /// <summary>Reads one.</summary>
    public static Parsed<FreezePlan> Parse(string text)
    {
        var parts = text.Split('@');
        return
            parts.Length == 2
            && DurationText.TryRead(parts[0], out var duration)
            && duration > TimeSpan.Zero
            && DurationText.TryRead(parts[1], out var at)
            ? Parsed.Ok(new FreezePlan(duration, at))
            : Parsed.Bad<FreezePlan>("must be a duration and a time after the first request, such as 10s@20s");
    }
}
