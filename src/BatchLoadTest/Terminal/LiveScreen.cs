using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Views;

namespace BatchLoadTest.Terminal;

/// <summary>What the live region shows for one snapshot. A pure function, so that its tests need no terminal.</summary>
public static class LiveScreen
{
    private const int MostFailures = 5;
    private const int WidestBar = 60;

    /// <summary>Lays out one frame.</summary>
    /// <param name="plan">The load asked for.</param>
    /// <param name="snapshot">The figures.</param>
    /// <param name="phase">State and progress.</param>
    /// <param name="size">Room: no line is wider and there are never more lines.</param>
    /// <param name="glyphs">Characters that the terminal can show.</param>
    public static IReadOnlyList<Line> Lay(
        LoadPlan plan,
        RunSnapshot snapshot,
        RunPhase phase,
        TerminalSize size,
        Glyphs glyphs
    )
    {
        var width = Math.Min(size.Width, TerminalSize.WidestText);
        List<Line> lines =
        [
            ProgressLine(plan, snapshot, phase, width, glyphs),
            Line.Blank,
            .. StepTable.Live(snapshot, width, glyphs),
            Line.Blank,
            .. BatchLines(snapshot.Batches).Select(line => line.Cut(width, glyphs)),
        ];

        if (RetryWaitWords.Now(phase.Waits) is { } waiting)
        {
            lines.Add(new Line().Add("waits       ", Tone.Faint).Add(waiting, Tone.Warning).Cut(width, glyphs));
        }

        // A blank line and the captions come before the first failure.
        var failures = Math.Min(MostFailures, size.Height - lines.Count - 2);
        if (snapshot.Failures.Count > 0 && failures > 0)
        {
            lines.Add(Line.Blank);
            lines.AddRange(FailureTable.Live(snapshot, failures, width, glyphs));
        }

        return [.. lines.Take(size.Height)];
    }

    private static Line ProgressLine(LoadPlan plan, RunSnapshot snapshot, RunPhase phase, int width, Glyphs glyphs)
    {
        var state = phase.State switch
        {
            RunState.WarmingUp => new Piece("warming up", Tone.Plain),
            RunState.Spawning => new Piece("spawning", Tone.Plain),
            RunState.Running => new Piece("running", Tone.Good),
            _ => new Piece("stopping", Tone.Warning),
        };
        var users =
            $"users {Figures.Count(snapshot.Users)}"
            + (phase.UsersAsked is { } asked ? $" of {Figures.Count(asked)}" : "")
            + (phase.RateAsked is { } rate ? $" at {LoadWords.Rate(rate)}" : "");
        var (progress, words) = Progress(plan, snapshot, phase);
        var line = new Line().Add(state).Add("  ").Add(users, Tone.Strong).Add("  ");
        var bar = Math.Min(WidestBar, width - line.Width - words.Length - 2);
        if (progress is { } share && bar >= 10)
        {
            var done = (int)(Math.Clamp(share, 0, 1) * bar);
            line.Add(new string(glyphs.BarDone, done), state.Tone)
                .Add(new string(glyphs.BarLeft, bar - done), Tone.Faint)
                .Add("  ");
        }

        return line.Add(words).Cut(width, glyphs);
    }

    private static (double? Share, string Words) Progress(LoadPlan plan, RunSnapshot snapshot, RunPhase phase)
    {
        if (phase.State == RunState.Stopping)
        {
            var limit = Figures.Setting(plan.StopTimeout);
            return phase.StopTimeLeft is { } left
                ? (1 - (left / plan.StopTimeout), $"{Figures.Clock(left)} left of {limit}")
                : (null, $"waits up to {limit}");
        }

        if (phase.State == RunState.WarmingUp)
        {
            return (
                1 - (phase.WarmUpLeft / plan.WarmUp),
                $"{Figures.Clock(phase.WarmUpLeft)} left, nothing counts yet"
            );
        }

        var elapsed = Figures.Clock(snapshot.Elapsed);
        double? byTime = plan.RunTime is { } runTime ? snapshot.Elapsed / runTime : null;
        double? byIterations = phase.IterationsEnded is { } ended ? (double)ended / plan.Iterations : null;
        var iterations = plan.Iterations is { } limited
            ? $"{(phase.IterationsEnded is { } done ? $"{Figures.Count(done)} of " : "")}{Figures.Of(limited, "iteration")}"
                + (phase.IterationsFailed > 0 ? $", {Figures.Count(phase.IterationsFailed)} failed" : "")
            : null;
        return (plan.RunTime, iterations) switch
        {
            ({ } time, null) => (byTime, $"{elapsed} / {Figures.Clock(time)}"),
            ({ } time, _) => (Further(byTime, byIterations), $"{elapsed} / {Figures.Clock(time)}, {iterations}"),
            (null, null) => (null, $"{elapsed} until Ctrl-C"),
            _ => (byIterations, $"{elapsed}, {iterations}"),
        };
    }

    private static double? Further(double? one, double? other) => other > one || one is null ? other : one;

    private static IEnumerable<Line> BatchLines(BatchSummary batches)
    {
        var failed = batches.Failures;
        yield return new Line()
            .Add("batches     ", Tone.Faint)
            .Add($"{Figures.Count(batches.InFlight)} in flight   ")
            .Add($"{Figures.Count(batches[BatchOutcome.Completed])} completed   ")
            .Add($"{Figures.Count(failed)} failed", failed > 0 ? Tone.Bad : Tone.Plain);
        if (failed > 0)
        {
            yield return new Line().PadTo(12).Add(BatchSentences.Failures(batches), Tone.Bad);
        }

        var times = batches.Turnaround;
        var words =
            times.Count == 0
                ? "no batch has ended yet"
                : $"p50 {Figures.Time(times.P50)}   p95 {Figures.Time(times.P95)}   max {Figures.Time(times.Max)}";
        yield return new Line().Add("turnaround  ", Tone.Faint).Add(words);
    }
}
