using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>
/// Makes one journal of those of several processes that drove the same service together: counts and histograms add up
/// exactly, users add second by second of the wall clock.
/// </summary>
public static class RunMerge
{
    // Which share of one load a run was: a setting that there is no more, in journals of then.
    private const string Share = "shard";

    /// <summary>Ids of runs that are among them more than once: merged, they would be counted twice.</summary>
    public static IReadOnlyList<string> Repeated(IReadOnlyList<RecordedRun> runs) =>
        [
            .. runs.SelectMany(run => Ids(run.Run))
                .GroupBy(id => id, StringComparer.Ordinal)
                .Where(ids => ids.Count() > 1)
                .Select(ids => ids.Key),
        ];

    /// <summary>What the merged run was asked to do: the loads add up, or are one that workers applied together.</summary>
    public static RunFacts Facts(IReadOnlyList<RecordedRun> runs)
    {
        var first = runs.MinBy(run => run.Run.StartedAt)!.Run;
        if (first.PartOf is { } whole && runs.All(run => run.Run.PartOf == whole))
        {
            return first with
            {
                Id = $"{whole}-merged",
                PartOf = null,
                Environment = [.. first.Environment, new("processes", $"{runs.Count}")],
                MergedFrom = [.. runs.SelectMany(run => Ids(run.Run))],
            };
        }

        var plans = runs.Select(run => run.Run.Plan).ToList();
        var closed = plans.Select(plan => plan.Profile).OfType<ClosedLoad>().ToList();
        if (closed.Count < plans.Count)
        {
            throw new JournalException(
                "only loads of a number of users add up: one of these was driven by stages, an arrival rate or batches in flight"
            );
        }

        var users = closed.Sum(load => load.Users);
        // Rates of a load that was shared out are no round numbers; their sum is.
        var rate = Math.Round(closed.Sum(load => load.SpawnRate), 9);
        return first with
        {
            Id = $"{first.Id}-merged",
            Plan = first.Plan with
            {
                Profile = new ClosedLoad(users, rate),
                RunTime = plans.TrueForAll(plan => plan.RunTime is not null) ? plans.Max(plan => plan.RunTime) : null,
                Iterations = plans.TrueForAll(plan => plan.Iterations is not null)
                    ? plans.Sum(plan => plan.Iterations)
                    : null,
            },
            Settings =
            [
                .. first
                    .Settings.Where(setting => setting.Name != Share)
                    .Select(setting =>
                        setting.Name switch
                        {
                            "users" => Sum(setting, $"{users}"),
                            "spawn-rate" => Sum(setting, $"{rate}"),
                            _ => setting,
                        }
                    ),
            ],
            Environment = [.. first.Environment, new("processes", $"{runs.Count}")],
            MergedFrom = [.. runs.SelectMany(run => Ids(run.Run))],
        };

        ReportedSetting Sum(ReportedSetting setting, string value) =>
            setting with
            {
                Value = value,
                Source = $"sum of {runs.Count} runs",
            };
    }

    /// <summary>How the merged run ended: as the worst of them did.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="merged">What the merged run was asked to do.</param>
    /// <param name="peakUsers">The most users that ran at one time in all of them.</param>
    /// <param name="silences"><see cref="MergedSeconds.Silences"/>, where they were made already.</param>
    public static RunEnding Ending(
        IReadOnlyList<RecordedRun> runs,
        RunFacts merged,
        int peakUsers,
        IReadOnlyList<SilencePiece>? silences = null
    )
    {
        var loads = runs.Select(run => run.Ending.Load).ToList();
        var loadTime = runs.Max(run => run.Run.StartedAt + run.Ending.Load.LoadTime) - merged.StartedAt;
        var knowsFailed = loads.TrueForAll(load => load.Failed is not null);
        List<string> lacks = [.. runs.Where(run => run.Ending.End == RunEnd.Unknown).Select(ProblemOf)];
        List<string> problems =
        [
            .. lacks,
            .. runs.Where(run => run.Ending is { Problem: not null, End: not RunEnd.Unknown }).Select(ProblemOf),
        ];
        return new RunEnding
        {
            EndedAt = runs.Max(run => run.Ending.EndedAt),
            End = runs.Select(run => run.Ending.End).MaxBy(Weight),
            Problem = problems.Count == 0 ? null : string.Join("; ", problems),
            Abort = runs.Select(run => run.Ending.Abort).FirstOrDefault(abort => abort is not null),
            Budget = runs.Select(run => run.Ending.Budget).FirstOrDefault(budget => budget is not null),
            Load = new LoadOutcome
            {
                Started = loads.Sum(load => load.Started),
                // Where one does not tell them apart, the sum cannot.
                Completed = loads.Sum(load => load.Completed + (knowsFailed ? 0 : load.Failed ?? 0)),
                Failed = knowsFailed ? loads.Sum(load => load.Failed) : null,
                Interrupted = Interrupted(runs),
                Dropped = loads.Sum(load => load.Dropped),
                ChangedAt = runs.Min(run => run.Run.StartedAt + run.Ending.Load.ChangedAt) - merged.StartedAt,
                PeakUsers = Math.Max(peakUsers, loads.Max(load => load.PeakUsers)),
                WarmUpCutAfter = loads.TrueForAll(load => load.WarmUpCutAfter is not null)
                    ? loads.Max(load => load.WarmUpCutAfter)
                    : null,
                LoadTime = loadTime,
                StopTime = Elapsed(runs, merged) - loadTime,
            },
            Notices =
            [
                .. lacks,
                .. UncheckedShares(runs),
                .. OneSidedSilences(runs, silences ?? SilenceMerge.Silences(runs)),
                .. runs.SelectMany(run => run.Ending.Notices.Select(notice => (run.Run.Id, Notice: notice)))
                    .GroupBy(each => each.Notice, StringComparer.Ordinal)
                    .Select(same =>
                        same.Count() == runs.Count
                            ? same.Key
                            : $"{string.Join(", ", same.Select(each => each.Id))}: {same.Key}"
                    ),
            ],
        };
    }

    private static bool AreParts(IReadOnlyList<RecordedRun> runs) => runs.All(run => run.Run.PartOf is not null);

    // What a lost worker began others may have ended: of the parts of one run only the sum tells.
    private static long Interrupted(IReadOnlyList<RecordedRun> runs)
    {
        var loads = runs.Select(run => run.Ending.Load).ToList();
        return AreParts(runs)
            ? Math.Max(0, loads.Sum(load => load.Started - load.Completed - (load.Failed ?? 0)))
            : loads.Sum(load => load.Interrupted);
    }

    /// <summary>Writes the seconds and keys of all runs to one journal.</summary>
    public static MergedSeconds Write(IReadOnlyList<RecordedRun> runs, RunFacts merged, JournalWriter journal)
    {
        foreach (var key in runs.SelectMany(run => run.Keys).Distinct(StringComparer.Ordinal))
        {
            journal.KeyUsed(key);
        }

        var sum = new RunStatistics(new StepNames(merged.ApiBase), merged.StartedAt, RecordedRun.TermsOf(merged));
        var thresholds = new RecordedThresholds(merged);
        var peakUsers = 0;
        var silences = SilenceMerge.Silences(runs);
        var mayRepeat = MayRepeat(runs);
        foreach (var interval in Seconds(runs, merged.StartedAt, silences))
        {
            if (mayRepeat)
            {
                interval.PromptsMayRepeat();
            }

            sum.Add(interval);
            thresholds.Windows.Write(interval);
            journal.Write(interval);
            peakUsers = Math.Max(peakUsers, interval.Users);
        }

        return new MergedSeconds(sum.Snapshot(0, Elapsed(runs, merged)), peakUsers)
        {
            Silences = silences,
            Thresholds = thresholds,
        };
    }

    // Prompts follow from seed and user: each run by itself had a first user. Workers of one run have different ones.
    private static bool MayRepeat(IReadOnlyList<RecordedRun> runs) =>
        !AreParts(runs) && runs.DistinctBy(run => run.Run.Plan.Seed).Count() < runs.Count;

    // All seconds of all runs, in order.
    private static IntervalSequence Seconds(
        IReadOnlyList<RecordedRun> runs,
        DateTimeOffset startedAt,
        IEnumerable<SilencePiece> common
    ) => new(Intervals(runs, startedAt, common));

    private static IEnumerable<Interval> Intervals(
        IReadOnlyList<RecordedRun> runs,
        DateTimeOffset startedAt,
        IEnumerable<SilencePiece> common
    )
    {
        var parts = runs.Select(run => new RunPart(run, run.Run.StartedAt - startedAt)).ToList();
        var silences = new Queue<SilencePiece>(common);
        var quiet = new Queue<SilencePiece>(SilenceMerge.Quiet(runs));
        try
        {
            parts.ForEach(part => part.MoveNext());
            var merged = new Interval();
            // Of a worker that was lost another one has adopted the batches; where it came back, it tells of them too.
            var ended = AreParts(runs) ? new HashSet<string>(StringComparer.Ordinal) : null;
            while (parts.Exists(part => !part.HasEnded))
            {
                merged.Clear(parts.Where(part => !part.HasEnded).Min(part => part.Second));
                foreach (var part in parts)
                {
                    part.AddTo(merged);
                }

                if (ended is not null)
                {
                    merged.RemoveEnded(batch => !ended.Add(batch.BatchId));
                }

                merged.Users = parts.Sum(part => part.Users);
                Take(silences, merged.Second, merged.Silences);
                Take(quiet, merged.Second, merged.Quiet);
                merged.StartsCompleteBefore = parts.Min(part => part.StartsCompleteBefore);
                yield return merged;
            }
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    // Reported in the second in which they began, or in the next one that there is.
    private static void Take(Queue<SilencePiece> from, long second, IList<SilencePiece> to)
    {
        while (from.TryPeek(out var piece) && piece.From.ToUnixTimeSeconds() <= second)
        {
            to.Add(from.Dequeue());
        }
    }

    private static IEnumerable<string> UncheckedShares(IReadOnlyList<RecordedRun> runs)
    {
        List<string> shares =
        [
            .. runs.SelectMany(run => run.Run.Settings.Where(setting => setting.Name == Share))
                .Select(share => share.Value),
        ];
        if (shares.Count > 0)
        {
            yield return $"recorded with --shard {string.Join(", ", shares)}: whether these are all shares of one load, this "
                + "version does not check";
        }
    }

    // Others were answered meanwhile, so that it is none of the service; of what lies between, perhaps.
    private static IEnumerable<string> OneSidedSilences(
        IReadOnlyList<RecordedRun> runs,
        IReadOnlyList<SilencePiece> common
    )
    {
        foreach (var run in runs)
        {
            var longest = run
                .Silences.Where(piece => !common.Any(other => other.From < piece.To && other.To > piece.From))
                .Select(piece => piece.Length)
                .DefaultIfEmpty()
                .Max();
            if (longest >= SilenceSummary.LongStretch)
            {
                yield return $"{run.Run.Id} heard nothing from the service for {longest.TotalSeconds:0.0} s while others were "
                    + "answered";
            }
        }
    }

    private static string ProblemOf(RecordedRun run) => $"{run.Run.Id}: {run.Ending.Problem}";

    private static TimeSpan Elapsed(IReadOnlyList<RecordedRun> runs, RunFacts merged) =>
        runs.Max(run => run.Run.StartedAt + run.Ending.Elapsed) - merged.StartedAt;

    private static IEnumerable<string> Ids(RunFacts run) => run.MergedFrom.Count > 0 ? run.MergedFrom : [run.Id];

    private static int Weight(RunEnd end) =>
        end switch
        {
            RunEnd.Planned => 0,
            RunEnd.Aborted => 1,
            RunEnd.Interrupted => 2,
            RunEnd.HungUp => 3,
            RunEnd.Terminated => 4,
            RunEnd.CouldNotRun => 5,
            RunEnd.Unknown => 6,
            _ => 7,
        };
}
