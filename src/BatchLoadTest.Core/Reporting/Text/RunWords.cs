using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What ran, in words: the same in the terminal and in every report.</summary>
public static class RunWords
{
    private static readonly TimeSpan LateBeginning = TimeSpan.FromMilliseconds(500);

    /// <summary>Target, load asked for and applied, times, iterations: a label and a text each.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Facts(RunReport report)
    {
        var run = report.Run;
        List<KeyValuePair<string, string>> facts =
        [
            // First: no other figure shows it. Of a run that did not pass it is among the causes.
            .. RunVerdict.Of(report).Kind == VerdictKind.Good
            && SilenceSentences.Of(report.Final.Silence) is { } silence
                ? [new KeyValuePair<string, string>("silence", silence)]
                : Array.Empty<KeyValuePair<string, string>>(),
            new("run", $"{run.Id} (batch-load-test {run.Version}, engine {run.Engine})"),
            new("target", run.Host),
            .. run.Dialect is { } dialect
                ? [new("dialect", $"{dialect.Value} ({dialect.Source})")]
                : Array.Empty<KeyValuePair<string, string>>(),
            .. run.Proxy is null or RunFacts.NoProxy
                ? Array.Empty<KeyValuePair<string, string>>()
                : [new KeyValuePair<string, string>("proxy", run.Proxy)],
            new("load", LoadWords.Describe(run.Plan)),
            new("users", Users(report)),
            new("time", Times(report)),
            .. PreflightSentences.Of(report.Ending.Preflight) is { } preflight
                ? [new KeyValuePair<string, string>("preflight", preflight)]
                : Array.Empty<KeyValuePair<string, string>>(),
            .. WorkerWords.Of(report.Ending.Workers) is { } workers
                ? [new KeyValuePair<string, string>("workers", workers)]
                : Array.Empty<KeyValuePair<string, string>>(),
            new("iterations", Iterations(report.Ending.Load)),
            .. PromptSentences.Of(report.Final.Prompts) is { } sent
                ? [new KeyValuePair<string, string>("sent", sent)]
                : Array.Empty<KeyValuePair<string, string>>(),
            .. UsageSentences
                .Estimates(report.Final)
                .Select(words => new KeyValuePair<string, string>("estimate", words)),
            .. ListSentences.Of(report.Final.Lists).Select(words => new KeyValuePair<string, string>("lists", words)),
            .. StartSentences.Of(report.Run.Plan, report.Final.Starts, report.Ending.Load) is { } starts
                ? [new KeyValuePair<string, string>("starts", starts)]
                : Array.Empty<KeyValuePair<string, string>>(),
            .. PaceSentences.Of(report.Final.Pace, report.Final.Batches) is { } pace
                ? [new KeyValuePair<string, string>("pace", pace)]
                : Array.Empty<KeyValuePair<string, string>>(),
            .. report.Run.Plan.WarmUp > TimeSpan.Zero
                ? [new KeyValuePair<string, string>("warm-up", StartSentences.WarmUp(report))]
                : Array.Empty<KeyValuePair<string, string>>(),
        ];
        if (run.Tags.Count > 0)
        {
            facts.Add(new("tags", string.Join(", ", run.Tags.Select(tag => $"{tag.Key}={tag.Value}"))));
        }

        return facts;
    }

    private static string Users(RunReport report)
    {
        var peak = Figures.Count(report.Ending.Load.PeakUsers);
        return report.Run.Plan.Profile is ClosedLoad closed
                ? $"{Figures.Count(closed.Users)} asked for, {peak} at the peak"
            : report.Run.Plan.Profile is StagedUsers staged
                ? $"up to {Figures.Count(staged.MostUsers)} asked for, {peak} at the peak"
            : $"{peak} at the peak";
    }

    private static string Times(RunReport report)
    {
        var load = report.Ending.Load;
        if (load == LoadOutcome.None)
        {
            return "the load did not begin";
        }

        var end =
            report.Ending.End == RunEnd.Unknown ? "the journal ends"
            : report.StoppedIn is null ? $"cut off after {Figures.Time(load.StopTime)}"
            : $"stopped in {Figures.Time(load.StopTime)}";
        return load.WarmUpCutAfter is { } cut
            ? $"{Figures.Time(cut)} of the warm-up and none of the load, then {end}"
            : Began(load) + $"{Figures.Time(load.LoadTime)} of load, then {end}";
    }

    // Other times, as that of an abort, count from the run's start.
    private static string Began(LoadOutcome load) =>
        load.BeganAfter >= LateBeginning ? $"{Figures.Time(load.BeganAfter)} until the load began, " : "";

    private static string Iterations(LoadOutcome load)
    {
        var text =
            $"{Figures.Count(load.Started)} started = {Figures.Count(load.Completed)} completed "
            + (load.Failed is { } failed ? $"+ {Figures.Count(failed)} failed " : "")
            + $"+ {Figures.Count(load.Interrupted)} interrupted";
        // Whatever is wrong with the figures, the sum shown must be true.
        var rest = load.Started - load.Completed - (load.Failed ?? 0) - load.Interrupted;
        return (rest == 0 ? text : $"{text} + {Figures.Count(rest)} unaccounted for")
            + (load.Dropped == 0 ? "" : $"; {Figures.Count(load.Dropped)} dropped");
    }
}
