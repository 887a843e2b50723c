using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads how a mock server's pace changes: <c>60s:0.5</c>, half as fast from 60 s after its start.</summary>
public static class ServiceChangeText
{
    private static readonly ValueParser<double> Speed = NumberText.AboveZero(1000);

    /// <summary>Reads one.</summary>
    public static Parsed<ServiceChange> Parse(string text)
    {
        var parts = text.Split(':');
        return
            parts.Length == 2
            && DurationText.TryRead(parts[0], out var at)
            && Speed(parts[1]) is { Problem: null, Value: var speed }
            ? Parsed.Ok(new ServiceChange(at, speed))
            : Parsed.Bad<ServiceChange>(
                "must be a time after the start and a speed above 0, at most 1,000, such as 60s:0.5"
            );
    }
}
