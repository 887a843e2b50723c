using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Html;

/// <summary>
/// What the page shows of a run's history, its timeline and its distributions, from the intervals of the run and in
/// constant memory. One caller at a time.
/// </summary>
public sealed class PageHistory
{
    private readonly Timeline timeline;
    private readonly OpenSecond open;
    private readonly PerStep<LatencyHistogram> steps = new(_ => new LatencyHistogram());
    private readonly LatencyHistogram all = new();
    private readonly bool hasWarmUp;
    private bool isOpen;

    /// <summary>Without any interval yet.</summary>
    /// <param name="startedAt">When the run started.</param>
    /// <param name="inFlight">Batches in flight then, where it is the middle of a run.</param>
    /// <param name="hasWarmUp">Whether there are seconds before; they count in nothing and are left out.</param>
    public PageHistory(DateTimeOffset startedAt, long inFlight = 0, bool hasWarmUp = false)
    {
        this.hasWarmUp = hasWarmUp;
        timeline = new Timeline(startedAt.ToUnixTimeSeconds());
        open = new OpenSecond(inFlight);
    }

    /// <summary>The history of a finished run, read once.</summary>
    public static PageHistory Of(RunReport report, CancellationToken cancellationToken) =>
        Of(report.Run, report.History, cancellationToken);

    /// <summary>The same of a run that is no report.</summary>
    public static PageHistory Of(RunFacts run, IRunHistory seconds, CancellationToken cancellationToken)
    {
        var history = new PageHistory(run.StartedAt, hasWarmUp: run.Plan.WarmUp > TimeSpan.Zero);
        foreach (var interval in seconds.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            history.Add(interval);
        }

        return history;
    }

    /// <summary>Adds an interval; not earlier than those before, but perhaps of the same second.</summary>
    public void Add(Interval interval)
    {
        if (hasWarmUp && interval.Second < timeline.Origin)
        {
            return;
        }

        if (!isOpen || interval.Second != open.Second)
        {
            Close();
            open.Begin(interval.Second);
            isOpen = true;
        }

        open.Add(interval);
    }

    /// <summary>Points of the timeline; the last one may still change.</summary>
    public int Points => timeline.Count;

    /// <summary>Seconds that a point stands for. Where it grows, points that were read before are no longer true.</summary>
    public long SecondsPerPoint => timeline.Width;

    /// <summary>
    /// Writes the members <c>timeline</c> and <c>distributions</c> into an object that is open. The second that was added
    /// last is taken for complete.
    /// </summary>
    /// <param name="json">Where to.</param>
    /// <param name="names">Names of the steps.</param>
    /// <param name="from">The first point of the timeline that is wanted.</param>
    /// <param name="withDistributions">Whether distributions are wanted: they are most of the work.</param>
    /// <param name="asked">What was asked for; null where that is not known.</param>
    public void Write(
        Utf8JsonWriter json,
        StepNames names,
        int from = 0,
        bool withDistributions = true,
        AskedLoad? asked = null
    )
    {
        Close();
        TimelineJson.Write(json, timeline, names, from, asked);
        if (!withDistributions)
        {
            return;
        }

        json.WriteStartObject("distributions");
        all.Clear();
        foreach (var step in steps)
        {
            all.Add(step);
        }

        Distribution.Write(json, "all", all);
        foreach (var name in names.All)
        {
            Distribution.Write(json, name.Id, steps[name.Step]);
        }

        json.WriteEndObject();
    }

    private void Close()
    {
        if (isOpen)
        {
            open.CloseInto(timeline, steps);
            isOpen = false;
        }
    }
}
