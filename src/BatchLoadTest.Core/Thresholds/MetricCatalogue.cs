using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>
/// Every metric by name. Over all requests: <c>p95</c>, <c>error_rate</c>, <c>rps</c> …; of one step:
/// <c>create.p95</c>; of batches: <c>batches.completed</c>, <c>batches.error_rate</c>, <c>batch.turnaround.p95</c>.
/// </summary>
public sealed class MetricCatalogue
{
    private static readonly (string Name, Func<LatencySummary, TimeSpan> Read)[] LatencyFigures =
    [
        ("min", latency => latency.Min),
        ("mean", latency => latency.Mean),
        ("avg", latency => latency.Mean),
        ("max", latency => latency.Max),
        ("p50", latency => latency.P50),
        ("p75", latency => latency.P75),
        ("p90", latency => latency.P90),
        ("p95", latency => latency.P95),
        ("p99", latency => latency.P99),
        ("p99.9", latency => latency.P999),
        ("p99.99", latency => latency.P9999),
    ];

    // Of fewer requests a p95 is the largest, and a single failure more than 5 %.
    private const int EnoughRequests = 20;

    // What the figures rest on that are being listed, where nothing else is said.
    private Func<RunSnapshot, long> requests = static snapshot => snapshot.Total.Requests;

    private readonly Dictionary<string, Metric> metrics = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists all metrics.</summary>
    public MetricCatalogue()
    {
        AddRequests("", snapshot => snapshot.Total, step: null);
        foreach (var step in new StepNames().All)
        {
            AddRequests(
                step.Id + ".",
                snapshot => snapshot.Steps.FirstOrDefault(summary => summary.Step!.Step == step.Step),
                step.Step
            );
        }

        AddSteps();
        AddService();
        Add(
            "requests.resent_rate",
            MetricUnit.Share,
            // Runs of journals that do not know silence yet let the HTTP stack send again, unseen.
            snapshot => snapshot.IsWatched ? snapshot.Total.ResentShare : null
        );
        AddStarts();
        AddPace();
        AddBatches();
        AddResults();
        AddReads();
        AddCancels();
        AddRetries();
        AddDeletes();
        AddExpiries();
        AddLists();
        AddTokens();
    }

    /// <summary>All names, sorted.</summary>
    public IEnumerable<string> Names => metrics.Keys.Order(StringComparer.Ordinal);

    /// <summary>
    /// The metric of that name, or null; behind it may stand the class that it is of, <c>[class=big]</c>. Case of the name does
    /// not matter.
    /// </summary>
    public Metric? Find(string name) =>
        ClassMetric.Split(name) is var (metric, ofClass)
            ? metrics.GetValueOrDefault(metric) is { } all
                ? ClassMetric.Of(all, ofClass)
                : null
            : metrics.GetValueOrDefault(name);

    private void AddRequests(string prefix, Func<RunSnapshot, StepSummary?> select, Step? step)
    {
        requests = snapshot => select(snapshot)?.Requests ?? 0;
        AddLatency(prefix, snapshot => select(snapshot)?.Latency, TimesKind.Latency, step);
        AddLatency(prefix + "ttfb.", snapshot => select(snapshot)?.TimeToFirstByte, TimesKind.FirstByte, step);
        // Of its own: requests that were cut off are in it, too.
        Add(
            prefix + "p95_by_time",
            MetricUnit.Milliseconds,
            snapshot => select(snapshot)?.P95ByTime?.TotalMilliseconds
        );
        Add(prefix + "error_rate", MetricUnit.Share, snapshot => select(snapshot)?.FailedShare);
        Add(prefix + "rps", MetricUnit.PerSecond, snapshot => WithRequests(select(snapshot), step => step.TotalRate));
        Add(prefix + "failures", MetricUnit.Count, snapshot => WithRequests(select(snapshot), step => step.Failures));
        AddRefusals(prefix, select);
        // How many there were is known also when there were none.
        Add(prefix + "requests", MetricUnit.Count, snapshot => select(snapshot)?.Requests ?? 0);
        requests = static snapshot => snapshot.Total.Requests;
    }

    private void AddRefusals(string prefix, Func<RunSnapshot, StepSummary?> select)
    {
        Add(prefix + "refused_rate", MetricUnit.Share, snapshot => select(snapshot)?.RefusedShare);
        Add(
            prefix + "refused",
            MetricUnit.Count,
            snapshot => select(snapshot) is { Requests: > 0 } step ? step.TotalRefused : null
        );
        foreach (var refusal in Enum.GetValues<Refusal>())
        {
            Add(
                $"{prefix}refused.{refusal.KindName()}",
                MetricUnit.Count,
                snapshot => select(snapshot) is { Requests: > 0 } step ? step.RefusedFor(refusal) : null
            );
        }
    }

    // Over the steps: what the many polls would hide in a figure over all requests.
    private void AddSteps()
    {
        Add(
            "step.error_rate",
            MetricUnit.Share,
            snapshot => snapshot.Steps.Where(step => step.Requests >= EnoughRequests).Max(step => step.FailedShare)
        );
        Add(
            "step.without_success",
            MetricUnit.Count,
            snapshot =>
                snapshot.Total.Requests == 0
                    ? null
                    : snapshot.Steps.Count(step => step is { Requests: > 0, Successes: 0 }),
            samples: snapshot =>
                snapshot.Steps.Where(step => step.Successes == 0).Select(step => step.Requests).DefaultIfEmpty().Max()
        );
    }

    private void AddService()
    {
        Add(
            "service.silent_rate",
            MetricUnit.Share,
            snapshot => snapshot.Silence.ShareOfLong,
            // Of time: each second of load is one.
            samples: snapshot => (long)snapshot.Silence.LoadTime.TotalSeconds
        );
        AddTime(
            "service.silent_time",
            snapshot => snapshot.Silence is { IsKnown: true } silence ? silence.Total : null
        );
        AddTime(
            "service.longest_silence",
            snapshot => snapshot.Silence is { IsKnown: true } silence ? silence.Longest : null
        );
        Add(
            "requests.hung",
            MetricUnit.Count,
            snapshot =>
                snapshot.IsWatched && snapshot.Total is { Requests: > 0 } or { Interrupted: > 0 }
                    ? snapshot.Total.Hung
                    : null
        );
    }

    private void AddStarts()
    {
        AddLatency("workflow.duration.", snapshot => snapshot.Starts.Workflow, TimesKind.Workflow);
        AddLatency("starts.delay.", snapshot => snapshot.Starts.Delay, TimesKind.StartDelay);
        Add(
            "starts.dropped_rate",
            MetricUnit.Share,
            snapshot => snapshot.Starts.DroppedShare,
            samples: snapshot => snapshot.Starts.Due
        );
        Add(
            "starts.dropped",
            MetricUnit.Count,
            snapshot => snapshot.Starts.DroppedShare is null ? null : snapshot.Starts.Dropped
        );
    }

    // Of the steady part, where there is one.
    private void AddPace()
    {
        AddPace("batches.per_hour", pace => pace.PerSecond * 3600);
        AddPace("batches.per_minute", pace => pace.PerSecond * 60);
        AddPace("rows.per_hour", pace => pace.RowsPerSecond * 3600);
        AddPace("batch.turnaround.growth", pace => pace.Growth);
    }

    private void AddPace(string name, Func<PaceSummary, double?> read)
    {
        Add(name, MetricUnit.Number, snapshot => read(snapshot.Pace));
        metrics[name] = metrics[name] with { Stretch = static snapshot => (snapshot.Pace.From, snapshot.Pace.To) };
    }

    private void AddTime(string name, Func<RunSnapshot, TimeSpan?> read) =>
        Add(name, MetricUnit.Milliseconds, snapshot => read(snapshot)?.TotalMilliseconds);

    private void AddBatches()
    {
        AddLatency("batch.turnaround.", snapshot => snapshot.Batches.Turnaround, TimesKind.Turnaround);
        AddLatency("batch.queued.", snapshot => snapshot.Batches.Queued, TimesKind.Queued);
        AddLatency("batch.running.", snapshot => snapshot.Batches.Running, TimesKind.Running);
        AddLatency("batch.finalizing.", snapshot => snapshot.Batches.Finalizing, TimesKind.Finalizing);
        AddLatency("batch.observation_lag.", snapshot => snapshot.Batches.ObservationLag, TimesKind.ObservationLag);
        Add("batches.created", MetricUnit.Count, snapshot => snapshot.Batches.Created - snapshot.Batches.Carried);
        for (var outcome = BatchOutcome.Completed; (int)outcome < BatchOutcomes.Count; outcome++)
        {
            var kind = outcome;
            // Created batches are the sample: of none, "0 failed" proves nothing. "completed" is a count to reach.
            Add(
                "batches." + kind.KindName(),
                MetricUnit.Count,
                snapshot =>
                    snapshot.Batches.Created == 0 && kind != BatchOutcome.Completed ? null : snapshot.Batches[kind]
            );
        }

        // A count to reach, as of those completed.
        Add(
            "batches.seen_to_end",
            MetricUnit.Count,
            snapshot => snapshot.Batches.SeenToEnd,
            // While the first ones are under way nobody can tell.
            snapshot => snapshot.Batches is { InFlight: 0 } or { SeenToEnd: > 0 }
        );
        AddCount("batches.censored", batches => batches.Censored);
        AddViolations("batches.missed_window", batches => batches.MissedWindow);
        Add(
            "batch.attained",
            MetricUnit.Share,
            snapshot => snapshot.Batches.AttainedShare,
            samples: snapshot => snapshot.Batches.WindowsJudged
        );
        Add(
            "batch.in_order",
            MetricUnit.Share,
            snapshot => snapshot.Batches.Deadlines.InOrderShare,
            samples: snapshot => snapshot.Batches.Deadlines.Judged
        );
        AddSlack();
        AddViolations("batches.violations", batches => batches.Violations.Total);
        AddForeignAnswers();
        Add("batches.overdue", MetricUnit.Count, snapshot => snapshot.Batches.Overdue);
        AddCount("batches.not_awaited", batches => batches.IsOfFormat1 ? null : batches.NotAwaited);
        AddCount("batches.late_output", batches => batches.IsOfFormat1 ? null : batches.LateOutputs);
        AddCount("batches.wasted_polls", batches => batches.WastedPolls);
        Add(
            "batches.oldest_unfinished",
            MetricUnit.Milliseconds,
            snapshot => snapshot.Batches.Created == 0 ? null : snapshot.Batches.OldestUnfinished.TotalMilliseconds
        );
        Add(
            "batches.error_rate",
            MetricUnit.Share,
            snapshot => snapshot.Batches.FailedShare,
            samples: snapshot => snapshot.Batches.Ended
        );
    }

    // What is left of a window is least where the turnaround is longest.
    private void AddSlack()
    {
        AddSlack("batch.slack.min", turnaround => turnaround.Max);
        AddSlack("batch.slack.p1", turnaround => turnaround.P99);
        AddSlack("batch.slack.p5", turnaround => turnaround.P95);
        AddSlack("batch.slack.p50", turnaround => turnaround.P50);
    }

    private void AddSlack(string name, Func<LatencySummary, TimeSpan> read) =>
        Add(
            name,
            MetricUnit.Milliseconds,
            snapshot => snapshot.Batches.Slack(read)?.TotalMilliseconds,
            samples: snapshot => snapshot.Batches.Turnaround.Count
        );

    private void AddResults()
    {
        foreach (var defect in ResultDefects.All)
        {
            AddDefects(
                "results." + defect.KindName(),
                batches =>
                    batches.IsOfFormat1 && defect == ResultDefect.NoOutput ? null
                    // Where nothing was compared, that nothing disagrees proves nothing.
                    : defect == ResultDefect.UsageDisagrees && batches.Results.UsageChecks.Compared == 0 ? null
                    : batches.Results[defect]
            );
        }

        AddDefects("results.defects", batches => batches.Results.TotalDefects);
        AddResult("results.non_2xx", results => results.Non2xxRows);
        AddResult("results.row_errors", results => results.FailedRows);
        Add(
            "results.row_error_rate",
            MetricUnit.Share,
            snapshot => snapshot.Batches.Results.FailedRowShare,
            samples: snapshot => snapshot.Batches.Results.FoundRows
        );
        Add(
            "results.unchecked",
            MetricUnit.Count,
            // What the end of the run cut off says nothing of whether results can be read.
            snapshot =>
                snapshot.Batches.Results is { CheckedBatches: 0, UncheckedBatches: 0 }
                    ? null
                    : snapshot.Batches.Results.UncheckedBatches
        );
        Add(
            "results.interrupted",
            MetricUnit.Count,
            snapshot =>
                snapshot.Batches is { IsOfFormat1: false, Results: { WasLookedAt: true } results }
                    ? results.InterruptedBatches
                    : null
        );
        Add(
            "results.rows_per_second",
            MetricUnit.PerSecond,
            snapshot => snapshot.Batches.Created == 0 ? null : snapshot.Batches.Results.RowsPerSecond,
            samples: snapshot => snapshot.Batches.Results.OutputRows + snapshot.Batches.Results.ErrorRows
        );
    }

    // Only with --read poll or follow.
    private void AddReads()
    {
        AddLatency("batch.first_row.", snapshot => snapshot.Batches.Reads.FirstRow, TimesKind.FirstRow);
        foreach (var fault in ReadFaults.All)
        {
            // Where no file at the end was read, that none is known to be skipped proves nothing.
            AddReads(
                "read." + fault.KindName(),
                reads => Found(reads[fault], isSampled: !fault.NeedsFinalFile() || reads.Judged > 0)
            );
        }

        AddReads("read.batches", reads => reads.Batches);
        AddReads("read.early_rows", reads => reads.EarlyRows);
        AddReads("read.bytes_again", reads => reads.BytesAgain);
        AddReads("read.unread", reads => reads.Unread);
        AddReads("read.early_share", reads => reads.EarlyShare, MetricUnit.Share);
    }

    // Only with --cancel.
    private void AddCancels()
    {
        AddLatency("batch.cancel.", snapshot => snapshot.Batches.Cancels.Took, TimesKind.Cancel);
        foreach (var result in CancelResults.All)
        {
            Add(
                "cancel." + result.KindName(),
                MetricUnit.Count,
                snapshot => snapshot.Batches.Cancels is { Drawn: > 0 } cancels ? cancels[result] : null,
                samples: snapshot => snapshot.Batches.Cancels.Drawn
            );
        }
    }

    // Only with --retry-failed.
    private void AddRetries()
    {
        AddLatency("batch.retry.", snapshot => snapshot.Batches.Retries.Took, TimesKind.Retry);
        foreach (var result in RetryResults.All)
        {
            AddRetries(result.KindName(), retries => retries[result]);
        }

        AddRetries("rows", retries => retries.Rows);
        AddRetries("rows_recovered", retries => retries.Recovered);
    }

    private void AddRetries(string name, Func<RetrySummary, double> read) =>
        Add(
            "retry." + name,
            MetricUnit.Count,
            snapshot => snapshot.Batches.Retries is { Asked: > 0 } retries ? read(retries) : null,
            samples: snapshot => snapshot.Batches.Retries.Asked
        );

    // Only with --delete-input.
    private void AddDeletes()
    {
        foreach (var result in DeleteResults.All)
        {
            AddDeletes("delete." + result.KindName(), deletes => deletes[result]);
        }

        AddDeletes("delete.files_kept", deletes => deletes.FilesKept);
        AddDeletes("delete.results_kept", deletes => deletes.ResultsKept);
    }

    private void AddDeletes(string name, Func<DeleteSummary, double> read) =>
        Add(
            name,
            MetricUnit.Count,
            snapshot => snapshot.Batches.Deletes is { Drawn: > 0 } deletes ? read(deletes) : null,
            samples: snapshot => snapshot.Batches.Deletes.Drawn
        );

    // Only with --expire-files. That nothing is left of what nobody looked for proves nothing.
    private void AddExpiries()
    {
        foreach (var verdict in ExpiryVerdicts.All)
        {
            Add(
                "expiry." + verdict.KindName(),
                MetricUnit.Count,
                snapshot =>
                    snapshot.Batches.Expiries is not { WasAsked: true } expiries ? null
                    : verdict is ExpiryVerdict.Gone or ExpiryVerdict.Kept && expiries.Looked == 0 ? null
                    : expiries[verdict],
                samples: snapshot =>
                    verdict is ExpiryVerdict.Gone or ExpiryVerdict.Kept
                        ? snapshot.Batches.Expiries.Looked
                        : snapshot.Batches.Expiries.Uploads
            );
        }

        Add(
            "expiry.batches",
            MetricUnit.Count,
            snapshot => snapshot.Batches.Expiries is { WasAsked: true } expiries ? expiries.Batches : null,
            samples: snapshot => snapshot.Batches.Expiries.Uploads
        );
    }

    private void AddReads(string name, Func<ReadSummary, double?> read, MetricUnit unit = MetricUnit.Count) =>
        Add(
            name,
            unit,
            snapshot => snapshot.Batches.Reads is { Batches: > 0 } reads ? read(reads) : null,
            samples: snapshot => snapshot.Batches.Reads.Batches
        );

    // Only with --list. Of no list that was read, nothing doubled or missing proves nothing.
    private void AddLists()
    {
        AddLists("due", lists => lists.Due, lists => lists.Due);
        AddLists("not_begun", lists => lists.NotBegun, lists => lists.Due);
        foreach (var end in ListKinds.AllEnds)
        {
            AddLists(end.KindName(), lists => lists[end], lists => lists.Walks);
        }

        AddLists("pages", lists => lists.Pages, lists => lists.Walks);
        AddLists("items", lists => lists.Items, lists => lists.Walks);
        AddLists("doubled", lists => lists.Doubled, lists => lists.Pages);
        AddLists("missing", lists => lists.Missing, lists => lists[ListEnd.Complete]);
    }

    private void AddLists(string name, Func<ListSummary, double> read, Func<ListSummary, long> samples) =>
        Add(
            "list." + name,
            MetricUnit.Count,
            snapshot => samples(snapshot.Lists) > 0 ? read(snapshot.Lists) : null,
            samples: snapshot => samples(snapshot.Lists)
        );

    private void AddTokens()
    {
        AddTokens("tokens.prompt", MetricUnit.Count, usage => usage.Tokens.Prompt);
        AddTokens("tokens.completion", MetricUnit.Count, usage => usage.Tokens.Completion);
        AddTokens("tokens.reasoning", MetricUnit.Count, usage => usage.Tokens.Reasoning);
        AddTokens("tokens.cached", MetricUnit.Count, usage => usage.Tokens.Cached);
        AddTokens("tokens.total", MetricUnit.Count, usage => usage.Tokens.Total);
        AddTokens("tokens.prompt_per_second", MetricUnit.PerSecond, usage => usage.PromptPerSecond);
        AddTokens("tokens.completion_per_second", MetricUnit.PerSecond, usage => usage.CompletionPerSecond);
        AddTokens("cost.total", MetricUnit.Number, usage => (double?)usage.Cost);
        AddTokens("cost.per_million_rows", MetricUnit.Number, usage => (double?)usage.CostPerMillionRows);
        Add(
            "results.without_usage",
            MetricUnit.Count,
            snapshot => snapshot.Batches.Results.Usage is { AnsweredRows: > 0 } usage ? usage.RowsWithoutUsage : null
        );
        AddUsageChecks("usage.compared", checks => checks.Compared);
        AddUsageChecks("usage.never_filled", checks => checks.NeverFilled);
        AddUsageChecks("usage.not_comparable", checks => checks.NotComparable);
        AddUsageChecks("usage.not_compared", checks => checks.NotCompared);
    }

    // Where no row says what it took, nobody knows: that is no zero.
    private void AddTokens(string name, MetricUnit unit, Func<UsageSummary, double?> read) =>
        Add(
            name,
            unit,
            snapshot => snapshot.Batches.Results.Usage is { RowsWithUsage: > 0 } usage ? read(usage) : null,
            samples: snapshot => snapshot.Batches.Results.Usage.RowsWithUsage
        );

    // Only with --check-usage.
    private void AddUsageChecks(string name, Func<UsageCheckSummary, double> read) =>
        Add(
            name,
            MetricUnit.Count,
            snapshot => snapshot.Batches.Results.UsageChecks is { Batches: > 0 } checks ? read(checks) : null,
            samples: snapshot => snapshot.Batches.Results.UsageChecks.Batches
        );

    // Without a batch there is nothing to count in.
    private void AddCount(string name, Func<BatchSummary, double?> read) =>
        Add(name, MetricUnit.Count, snapshot => snapshot.Batches.Created == 0 ? null : read(snapshot.Batches));

    // Where no batch ended, that none was seen to break a rule proves nothing.
    private void AddViolations(string name, Func<BatchSummary, double> read) =>
        Add(name, MetricUnit.Count, snapshot => Found(read(snapshot.Batches), isSampled: snapshot.Batches.Ended > 0));

    // Each answer with an id is looked at, so that one accepted batch is a sample.
    private void AddForeignAnswers() =>
        Add(
            "batches.foreign_answers",
            MetricUnit.Count,
            snapshot => snapshot.Batches is { ForeignAnswers: 0, Created: 0 } ? null : snapshot.Batches.ForeignAnswers
        );

    // Where no batch was read to its end, that nothing is wrong with its rows proves nothing.
    private void AddDefects(string name, Func<BatchSummary, double?> read) =>
        Add(
            name,
            MetricUnit.Count,
            snapshot => Found(read(snapshot.Batches), isSampled: snapshot.Batches.Results.CheckedBatches > 0)
        );

    private static double? Found(double? found, bool isSampled) => found == 0 && !isSampled ? null : found;

    // Counts that are right also where they are of nothing wrong, as long as results were to be looked at.
    private void AddResult(string name, Func<ResultSummary, double> read) =>
        Add(
            name,
            MetricUnit.Count,
            snapshot => snapshot.Batches.Results.WasLookedAt ? read(snapshot.Batches.Results) : null
        );

    private void AddLatency(string prefix, Func<RunSnapshot, LatencySummary?> select, TimesKind kind, Step? step = null)
    {
        foreach (var (name, read) in LatencyFigures)
        {
            Add(
                prefix + name,
                MetricUnit.Milliseconds,
                snapshot => select(snapshot) is { Count: > 0 } latency ? read(latency).TotalMilliseconds : null,
                snapshot => select(snapshot) is { Count: >= EnoughRequests },
                samples: snapshot => select(snapshot)?.Count ?? 0,
                new WindowTimes(kind, step)
            );
        }
    }

    private static double? WithRequests(StepSummary? step, Func<StepSummary, double> read) =>
        step is { Requests: > 0 } ? read(step) : null;

    private void Add(
        string name,
        MetricUnit unit,
        Func<RunSnapshot, double?> read,
        Func<RunSnapshot, bool>? isEnoughForDefault = null,
        Func<RunSnapshot, long>? samples = null,
        WindowTimes? times = null
    ) =>
        metrics.Add(
            name,
            new Metric(name, unit, read)
            {
                IsEnoughForDefault = isEnoughForDefault ?? (static _ => true),
                Samples = samples ?? requests,
                OnlyGrows = MetricBounds.OnlyGrows(name, unit),
                Times = times,
            }
        );
}
