using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal;

/// <summary>The table with one row per step and a last one for all steps together.</summary>
public static class StepTable
{
    private const string TotalId = "total";
    private const int Wide = 100;

    private static readonly StepColumn Id = new(TextColumn.Text("step"), step => step.Step?.Id ?? TotalId);
    private static readonly StepColumn Requests = new(Header("requests"), step => Count(step.Requests, Tone.Plain));
    private static readonly StepColumn Failures = new(Header("fails"), step => Count(step.Failures, Tone.Bad));

    private static readonly StepColumn Share = new(
        Header("share") with
        {
            Dispensable = 3,
        },
        step => Figures.Share(step.FailedShare)
    );

    private static readonly StepColumn Interrupted = new(
        new TextColumn(new Cell(Tone.Plain, "interrupted", "interr.")),
        step => Count(step.Interrupted, Tone.Warning)
    );

    private static readonly StepColumn Min = Time("min", latency => latency.Min, dispensable: 2);
    private static readonly StepColumn Mean = Time("mean", latency => latency.Mean, dispensable: 1);
    private static readonly StepColumn P50 = Time("p50", latency => latency.P50);
    private static readonly StepColumn P95 = Time("p95", latency => latency.P95);
    private static readonly StepColumn P95ByTime = new(
        new TextColumn(new Cell(Tone.Plain, RequestWords.P95ByTime, RequestWords.P95ByTime, "by time")),
        step => RequestWords.Time(step.P95ByTime)
    );

    private static readonly StepColumn P99 = Time("p99", latency => latency.P99);
    private static readonly StepColumn Max = Time("max", latency => latency.Max);
    private static readonly StepColumn RateNow = new(Header("req/s"), step => Figures.Rate(step.CurrentRate));
    private static readonly StepColumn RateInAll = new(Header("req/s"), step => Figures.Rate(step.TotalRate));

    private static readonly StepColumn FailRateNow = new(
        Header("fails/s") with
        {
            Dispensable = 4,
        },
        step => Figures.Rate(step.CurrentFailureRate)
    );

    /// <summary>For the live view: rates of the last seconds. A narrow screen always has the same few columns.</summary>
    public static IReadOnlyList<Line> Live(RunSnapshot snapshot, int width, Glyphs glyphs) =>
        Lay(
            snapshot,
            width >= Wide
                ? [Id, Requests, Failures, Share, Mean, P50, P95, P95ByTime, P99, Max, RateNow]
                : [Id, Requests, Failures, P50, P95, P99, Max, RateNow],
            width,
            glyphs
        );

    /// <summary>For periodic plain output: rates of the last seconds.</summary>
    public static IReadOnlyList<Line> Periodic(RunSnapshot snapshot, int width, Glyphs glyphs) =>
        Lay(
            snapshot,
            [Id, Requests, Failures, Share, Min, Mean, P50, P95, P95ByTime, P99, Max, RateNow, FailRateNow],
            width,
            glyphs
        );

    /// <summary>For the summary: rates over the whole run, and interrupted requests where there are any.</summary>
    public static IReadOnlyList<Line> Final(RunSnapshot snapshot, int width, Glyphs glyphs)
    {
        IReadOnlyList<StepColumn> interrupted = snapshot.Total.Interrupted > 0 ? [Interrupted] : [];
        // Rather fewer columns than counts that are rounded.
        IReadOnlyList<StepColumn> more =
            width >= Wide ? [Min, Mean]
            : interrupted.Count > 0 ? []
            : [Mean];
        return Lay(
            snapshot,
            [Id, Requests, Failures, .. interrupted, .. more, P50, P95, P95ByTime, P99, Max, RateInAll],
            width,
            glyphs
        );
    }

    private static IReadOnlyList<Line> Lay(
        RunSnapshot snapshot,
        IReadOnlyList<StepColumn> columns,
        int width,
        Glyphs glyphs
    )
    {
        var table = new TextTable([.. columns.Select(column => column.Column)]);
        foreach (var step in snapshot.Steps.Append(snapshot.Total))
        {
            table.Add([.. columns.Select(column => column.Cell(step))]);
        }

        return table.Lay(width, glyphs);
    }

    private static TextColumn Header(string text) => new((Cell)text);

    private static StepColumn Time(string header, Func<LatencySummary, TimeSpan> time, int dispensable = 0) =>
        new(
            Header(header) with
            {
                Dispensable = dispensable,
            },
            step => step.Latency.Count == 0 ? Figures.None : Figures.Time(time(step.Latency))
        );

    private static Cell Count(long count, Tone toneAboveZero) =>
        new(count > 0 ? toneAboveZero : Tone.Plain, Figures.Count(count), $"{count}", Figures.ShortCount(count));
}
