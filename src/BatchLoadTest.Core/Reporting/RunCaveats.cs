using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>How the load applied falls short of the load asked for, and what makes its figures doubtful.</summary>
public static class RunCaveats
{
    private const double EnoughInFlight = 0.9;
    private static readonly TimeSpan LongStall = TimeSpan.FromSeconds(1);

    /// <summary>A line each; empty where there is nothing to say.</summary>
    /// <param name="plan">The load asked for.</param>
    /// <param name="load">The load applied.</param>
    /// <param name="final">The figures.</param>
    /// <param name="hasLostWorker">Whether one of several processes that applied it was lost.</param>
    public static IReadOnlyList<string> Of(
        LoadPlan plan,
        LoadOutcome load,
        RunSnapshot final,
        bool hasLostWorker = false
    ) =>
        [
            .. Load(plan, load),
            .. InFlight(plan, load, final.Pace),
            .. RequestWords.Refused(final.Total) is { } refused ? new[] { refused } : [],
            .. OwnFaultWords.Of(final),
            .. Stalls(plan, final.Silence),
            .. Hung(final),
            .. Batches(final.Batches),
            .. Generator(final.Generator, hasLostWorker),
        ];

    private static IEnumerable<string> Load(LoadPlan plan, LoadOutcome load)
    {
        if (load == LoadOutcome.None)
        {
            // How the run ended says it.
            yield break;
        }

        if (plan.Profile is ClosedLoad closed && load.PeakUsers < closed.Users)
        {
            yield return $"the load never reached what was asked for: at most {Figures.Of(load.PeakUsers, "user")} "
                + $"of {Figures.Count(closed.Users)} ran at one time";
        }

        if (plan.Profile is StagedUsers staged && load.PeakUsers < staged.MostUsers)
        {
            yield return $"the load never reached what its stages ask for: at most {Figures.Of(load.PeakUsers, "user")} "
                + $"of {Figures.Count(staged.MostUsers)} ran at one time";
        }

        if (load.Dropped > 0)
        {
            yield return $"{Figures.Of(load.Dropped, "start")} due had no free user and never happened (--max-users "
                + $"{Figures.Count(plan.Profile.MostUsers)}): the service got less than was asked for";
        }

        if (load.Interrupted > 0)
        {
            yield return $"{Figures.Of(load.Interrupted, "iteration")} interrupted by the end of the run; what was cut off is "
                + "in no latency";
        }
    }

    // On average: between the end of a batch and the creation of the next one lies an upload.
    private static IEnumerable<string> InFlight(LoadPlan plan, LoadOutcome load, PaceSummary pace)
    {
        if (
            plan.Profile is InFlightLoad wanted
            && load.ChangedAt is null
            && pace is { Seconds: > 0, HasWarmUpInIt: false }
            && pace.InFlight < EnoughInFlight * wanted.Batches
        )
        {
            yield return $"the load never was what was asked for: {pace.InFlight:0.#} of {Figures.Count(wanted.Batches)} batches "
                + $"were in flight on average, over {PaceSentences.Window(pace)}";
        }
    }

    // A closed load sends nothing while it waits (coordinated omission).
    private static IEnumerable<string> Stalls(LoadPlan plan, SilenceSummary silence)
    {
        if (!plan.Profile.IsOpen && silence is { IsKnown: true } && silence.Longest >= LongStall)
        {
            yield return $"the service stood still for up to {Figures.Time(silence.Longest)}, and users who wait for it sent "
                + "nothing meanwhile: few latencies hold the stall (coordinated omission). 'p95 by time' weighs it; with "
                + "--arrival-rate every start that was due counts its wait";
        }
    }

    private static IEnumerable<string> Hung(RunSnapshot final)
    {
        if (final.Total.Hung > 0)
        {
            var steps = final
                .Steps.Where(step => step.Hung > 0)
                .Select(step => $"{Figures.Count(step.Hung)} {step.Step!.Id}");
            yield return $"{Figures.Of(final.Total.Hung, "request")} hung when the end of the run cut them off "
                + $"({string.Join(", ", steps)}): nothing had moved on them for a second, and they were older than any of their step that succeeded";
        }
    }

    private static IEnumerable<string> Batches(BatchSummary batches)
    {
        if (batches.Results is { CheckedBatches: 0, UncheckedBatches: 0, InterruptedBatches: > 0 and var interrupted })
        {
            yield return $"no result was read to its end: of {Figures.Count(interrupted)} completed batches nothing is known";
        }

        if (BatchSentences.NotAwaited(batches) is { } notAwaited)
        {
            yield return notAwaited;
        }

        if (batches is { Created: > 0, SeenToEnd: 0 })
        {
            yield return "no batch was seen to end, so that nothing is known of how the service works on them: give them more "
                + "time (--batch-timeout, --max-polls, --run-time, --stop-timeout), or say with "
                + "--threshold 'batches.seen_to_end >= 0' that this is not what the run is for";
        }

        if (batches.Censored > 0)
        {
            yield return $"the end of {Figures.Count(batches.Censored)} of {Figures.Count(batches.Created)} batches was not seen, "
                + $"the oldest for {Figures.Time(batches.OldestUnfinished)}: "
                + "they are in no turnaround, which is too low by that";
        }
    }

    private static IEnumerable<string> Generator(GeneratorSummary generator, bool hasLostWorker)
    {
        if (generator.HighCpuSeconds > 0)
        {
            yield return $"this program used over 80 % of its processors in {Of(generator.HighCpuSeconds, generator)}: "
                + "latencies measured then are doubtful";
        }

        if (generator.PausedSeconds > 0)
        {
            yield return $"this program itself paused for up to {Figures.Time(generator.LongestDelay)} "
                + $"(collector{(hasLostWorker ? ", a lost worker" : "")} or waiting for a thread) in {Of(generator.PausedSeconds, generator)}: "
                + "latencies measured then are doubtful";
        }
    }

    private static string Of(long seconds, GeneratorSummary generator) =>
        $"{Figures.Count(seconds)} of {Figures.Of(generator.Seconds, "second")}";
}
