using BatchLoadTest.Load;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Views;

namespace BatchLoadTest.Terminal;

/// <summary>
/// The view for output that nobody watches live (a file, a pipe, a container's log): a line, or with
/// <see cref="RunViewOptions.PrintStats"/> a table, each interval.
/// </summary>
public sealed class PlainView(TextWriter output, TextWriter error, RunViewOptions options) : IRunView
{
    private const int LinesPerCaption = 15;

    // Snapshots come about once a second; one that comes a moment early is the one meant.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private LoadPlan? plan;
    private readonly TimeSpan interval = Shortest > options.StatsInterval ? Shortest : options.StatsInterval;
    private TimeSpan due;
    private int linesUnderCaptions = LinesPerCaption;
    private bool saidStopping;
    private bool saidWarmingUp;
    private bool wroteFigures;

    /// <inheritdoc/>
    public void Start(RunViewHeader header)
    {
        lock (gate)
        {
            plan = header.Plan;
            due = interval;
            Write(HeaderText.Lay(header, TerminalSize.WidestText));
        }
    }

    /// <inheritdoc/>
    public void Update(RunSnapshot snapshot, RunPhase phase)
    {
        lock (gate)
        {
            if (plan is null || options.OnlySummary)
            {
                return;
            }

            if (phase.State == RunState.Stopping && !saidStopping)
            {
                saidStopping = true;
                output.WriteLine(
                    $"{Figures.Clock(snapshot.Elapsed), 9} stopping; what runs has {Figures.Setting(plan.StopTimeout)} to end"
                );
            }

            if (phase.State == RunState.WarmingUp)
            {
                if (!saidWarmingUp)
                {
                    saidWarmingUp = true;
                    output.WriteLine($"{"", 9} warming up for {Figures.Setting(plan.WarmUp)}; nothing counts yet");
                }

                return;
            }

            if (snapshot.Elapsed + Tolerance >= due)
            {
                WriteFigures(snapshot);
                if (RetryWaitWords.Now(phase.Waits) is { } waiting)
                {
                    output.WriteLine($"{Figures.Clock(snapshot.Elapsed), 9} {waiting}");
                }

                // From the run's start, not from now: intervals must not drift. Intervals missed are skipped.
                due = interval * (Math.Floor((snapshot.Elapsed + Tolerance) / interval) + 1);
            }
        }
    }

    /// <inheritdoc/>
    public void Note(NoteLevel level, string text) => NoteText.Write(error, text);

    /// <inheritdoc/>
    public Task StopAsync()
    {
        lock (gate)
        {
            // The summary follows. Tables have a blank line below each.
            if (plan is not null && wroteFigures && !options.PrintStats)
            {
                Write([Line.Blank]);
            }

            plan = null;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private void WriteFigures(RunSnapshot snapshot)
    {
        wroteFigures = true;
        if (options.PrintStats)
        {
            output.WriteLine($"at {Figures.Clock(snapshot.Elapsed)} with {Figures.Of(snapshot.Users, "user")}:");
            Write([.. StepTable.Periodic(snapshot, TerminalSize.WidestText, Glyphs.Ascii), Line.Blank]);
            return;
        }

        if (linesUnderCaptions == LinesPerCaption)
        {
            linesUnderCaptions = 0;
            output.WriteLine(PlainLine.Captions);
        }

        linesUnderCaptions++;
        output.WriteLine(PlainLine.Lay(snapshot));
    }

    private void Write(IReadOnlyList<Line> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line.ToString());
        }
    }
}
