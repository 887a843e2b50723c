using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Reporting.Html;

/// <summary>A timeline as columns, with one entry of each for each point.</summary>
internal static class TimelineJson
{
    /// <param name="json">Where to.</param>
    /// <param name="timeline">The timeline.</param>
    /// <param name="names">Names of the steps.</param>
    /// <param name="from">The first point that is wanted: a page that has those before needs no more.</param>
    /// <param name="asked">What was asked for; null where that is not known.</param>
    public static void Write(Utf8JsonWriter json, Timeline timeline, StepNames names, int from, AskedLoad? asked)
    {
        var columns = new ColumnWriter(json, from, timeline.Count);
        json.WriteStartObject("timeline");
        json.WriteString("origin", DateTimeOffset.FromUnixTimeSeconds(timeline.Origin).UtcDateTime);
        json.WriteNumber("seconds_per_point", timeline.Width);
        json.WriteNumber("from", from);
        WriteRun(columns, timeline);
        WriteLoad(columns, timeline, asked);
        json.WriteStartObject("all");
        WriteStep(columns, timeline.All);
        WriteKinds(json, columns, timeline.Failures);
        json.WriteEndObject();
        json.WriteStartObject("steps");
        foreach (var name in names.All)
        {
            if (timeline[name.Step] is { } step)
            {
                json.WriteStartObject(name.Id);
                WriteStep(columns, step);
                WriteKinds(json, columns, timeline.FailuresOf(name.Step));
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRun(ColumnWriter columns, Timeline timeline)
    {
        var seconds = timeline.LastSecond - timeline.Origin + 1;
        var run = timeline.Run;
        columns.Whole("t_s", index => index * timeline.Width);
        columns.Whole("seconds", index => Math.Min(timeline.Width, seconds - (index * timeline.Width)));
        columns.Whole("recorded", index => run[index].Recorded);
        columns.Whole("doubtful", index => run[index].Doubtful);
        columns.Whole("users", index => run[index].Users);
        columns.Whole("in_flight", index => run[index].InFlight);
        columns.Whole("rows", index => run[index].Rows);
        columns.Whole("rows_peak", index => run[index].RowsPeak);
        columns.Fraction("cpu", index => run[index] is { Recorded: > 0 } point ? point.Cpu : null);
        columns.Fraction(
            "pause_ms",
            index => run[index] is { Recorded: > 0 } point ? point.Pause.TotalMilliseconds : null
        );
    }

    private static void WriteLoad(ColumnWriter columns, Timeline timeline, AskedLoad? asked)
    {
        if (asked is null)
        {
            return;
        }

        if (asked.IsOfUsers)
        {
            columns.Fraction("users_asked", index => asked.Users(Begin(index), timeline.Width));
        }

        if (asked.IsOpen)
        {
            columns.Whole("starts", index => timeline.Run[index].Started);
            columns.Whole("starts_dropped", index => timeline.Run[index].Dropped);
        }

        if (asked.IsOfStarts)
        {
            columns.Fraction("starts_asked", index => asked.Starts(Begin(index), timeline.Width));
        }

        DateTimeOffset Begin(int index) =>
            DateTimeOffset.FromUnixTimeSeconds(timeline.Origin + (index * timeline.Width));
    }

    private static void WriteStep(ColumnWriter columns, PointSeries<StepPoint> step)
    {
        columns.Whole("requests", index => step[index].Requests);
        columns.Whole("requests_peak", index => step[index].RequestsPeak);
        columns.Whole("failures", index => step[index].Failures);
        columns.Whole("failures_peak", index => step[index].FailuresPeak);
        columns.Fraction("p50_ms", index => Milliseconds(step[index], step[index].P50));
        columns.Fraction("p95_ms", index => Milliseconds(step[index], step[index].P95));
        columns.Fraction("p99_ms", index => Milliseconds(step[index], step[index].P99));
    }

    private static void WriteKinds(Utf8JsonWriter json, ColumnWriter columns, FailureKinds? kinds)
    {
        json.WriteStartObject("failures_by_kind");
        foreach (var (kind, points) in kinds?.All ?? [])
        {
            columns.Whole(kind, index => points[index].Count);
        }

        json.WriteEndObject();
    }

    private static double? Milliseconds(StepPoint point, TimeSpan time) =>
        point.Timed == 0 ? null : time.TotalMilliseconds;
}
