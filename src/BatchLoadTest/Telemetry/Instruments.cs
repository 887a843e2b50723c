using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using static BatchLoadTest.Telemetry.InstrumentKind;

namespace BatchLoadTest.Telemetry;

/// <summary>
/// The figures that telemetry shows, in the order of Prometheus' text. A new one is a line here: OTLP and Prometheus both
/// read this table.
/// </summary>
internal static class Instruments
{
    /// <summary>The only one that is there before the first run.</summary>
    public static Instrument Users { get; } =
        new("users", Gauge, "{user}", "Virtual users that run.", run => One(run.Users));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Instrument> All { get; } =
    [
        Users,
        new(
            "iterations",
            Counter,
            "{iteration}",
            "Iterations that ended, in whatever way.",
            run => One(run.Counts.IterationsEnded)
        ),
        new(
            "failed_iterations",
            Counter,
            "{iteration}",
            "Iterations whose batch did not complete or a step of which gave up.",
            run => One(run.Counts.IterationsFailed)
        ),
        new("requests", Counter, "{request}", "Requests that ended.", run => Steps(run, step => step.Requests)),
        new(
            "interrupted_requests",
            Counter,
            "{request}",
            "Requests cut off by the end of the run.",
            run => Steps(run, step => step.Interrupted)
        ),
        new(
            "resent_requests",
            Counter,
            "{request}",
            "Requests that met the end of an idle connection and were sent once more.",
            run => Steps(run, step => step.Resent)
        ),
        new("sent", Counter, "By", "Bytes of request bodies.", run => Steps(run, step => step.BytesSent)),
        new("received", Counter, "By", "Bytes of response bodies.", run => Steps(run, step => step.BytesReceived)),
        new(
            "failures",
            Counter,
            "{request}",
            "Failed requests by kind.",
            run =>
                run.Run.Failures.Select(failure => new Sample(
                    failure.Count,
                    ("step", failure.Step.Id),
                    ("kind", failure.Kind)
                ))
        ),
        new("refused_requests", Counter, "{request}", "Failed requests that the service refused, by kind.", Refused),
        new("request.duration", Histogram, "s", "Time to the last byte of the answer.", Distributions.Durations)
        {
            ReadEach = Distributions.EachDuration,
            Bounds = RunCounts.Bounds,
        },
        new(
            "request.duration_p95_by_time",
            Gauge,
            "s",
            "95th percentile of the latency, each second of load weighing the same.",
            Distributions.DurationsByTime
        )
        {
            IsPushed = false,
        },
        new(
            "service_silent",
            Counter,
            "s",
            "Time in which the service answered nothing while requests waited.",
            run => Silence(run, silence => silence.Total)
        )
        {
            IsPushed = false,
            IsHiddenWhenEmpty = true,
        },
        new(
            "service_longest_silence",
            Gauge,
            "s",
            "The longest stretch of it.",
            run => Silence(run, silence => silence.Longest)
        )
        {
            IsPushed = false,
            IsHiddenWhenEmpty = true,
        },
        new(
            "batches.created",
            Counter,
            "{batch}",
            "Batches that the service accepted.",
            run => One(run.Run.Batches.Created)
        ),
        new(
            "batches.in_flight",
            Gauge,
            "{batch}",
            "Batches created and not ended.",
            run => One(run.Run.Batches.InFlight)
        ),
        new(
            "oldest_batch_in_flight",
            Gauge,
            "s",
            "Age of the oldest batch in flight.",
            run => One(run.Run.Batches.OldestInFlight.TotalSeconds)
        )
        {
            IsPushed = false,
        },
        new("rows_in_flight", Gauge, "{row}", "Rows of those batches.", run => One(run.Run.Batches.RowsInFlight))
        {
            IsPushed = false,
        },
        new(
            "batches.ended",
            Counter,
            "{batch}",
            "Batches by the way they ended.",
            run =>
                Enum.GetValues<BatchOutcome>()
                    .Select(outcome => new Sample(run.Run.Batches[outcome], ("outcome", outcome.KindName())))
        ),
        new(
            "result_defects",
            Counter,
            "{row}",
            "What was wrong with results.",
            run =>
                ResultDefects.All.Select(defect => new Sample(
                    run.Run.Batches.Results[defect],
                    ("defect", defect.KindName())
                ))
        ),
        new(
            "result_rows",
            Counter,
            "{row}",
            "Rows read from result files.",
            run => One(run.Run.Batches.Results.OutputRows + run.Run.Batches.Results.ErrorRows)
        )
        {
            IsPushed = false,
        },
        new(
            "result_rows_failed",
            Counter,
            "{row}",
            "Rows in error files, or in output files and not 2xx, where results are checked.",
            run => One(run.Run.Batches.Results.FailedRows)
        )
        {
            IsPushed = false,
        },
        new(
            "tokens",
            Counter,
            "{token}",
            "Tokens that rows say they took (usage).",
            run =>
                [
                    new Sample(run.Run.Batches.Results.Usage.Tokens.Prompt, ("type", "prompt")),
                    new Sample(run.Run.Batches.Results.Usage.Tokens.Completion, ("type", "completion")),
                ]
        ),
        new(
            "foreign_answers",
            Counter,
            "{answer}",
            "Answers about another object than was asked for.",
            run => One(run.Run.Batches.ForeignAnswers ?? 0)
        )
        {
            IsPushed = false,
        },
        new(
            "batch_violations",
            Counter,
            "{violation}",
            "What the service must not have done.",
            run => One(run.Run.Batches.Violations.Total)
        )
        {
            IsPushed = false,
        },
        new(
            "batch.turnaround",
            Summary,
            "s",
            "From the create request to the answer that showed the end.",
            Distributions.Turnaround
        )
        {
            ReadEach = Distributions.EachTurnaround,
        },
        new(
            "generator_doubtful",
            Counter,
            "s",
            "Seconds in which this program itself was late.",
            run => One(run.Run.Generator.DoubtfulSeconds)
        )
        {
            IsPushed = false,
        },
        new(
            "generator_cpu_ratio_max",
            Gauge,
            "1",
            "Highest share of its processors within a second.",
            run => One(run.Run.Generator.HighestCpu)
        )
        {
            IsPushed = false,
        },
    ];

    private static IEnumerable<Sample> One(double value) => [new Sample(value)];

    private static IEnumerable<Sample> Steps(RunFigures run, Func<StepSummary, double> read) =>
        run.Run.Steps.Select(step => new Sample(read(step), ("step", step.Step!.Id)));

    private static IEnumerable<Sample> Silence(RunFigures run, Func<SilenceSummary, TimeSpan> read) =>
        run.Run.Silence.IsKnown ? One(read(run.Run.Silence).TotalSeconds) : [];

    private static IEnumerable<Sample> Refused(RunFigures run) =>
        from step in run.Run.Steps
        from refusal in Enum.GetValues<Refusal>()
        let count = step.RefusedFor(refusal) ?? 0
        where count > 0
        select new Sample(count, ("step", step.Step!.Id), ("kind", refusal.KindName()));
}
