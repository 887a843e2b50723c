using System.Globalization;
using System.Text;
using BatchLoadTest.Measurements;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Page.Session;
using BatchLoadTest.Runtime;
using BatchLoadTest.Statistics;
using BatchLoadTest.Telemetry;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>
/// The figures of the run in Prometheus' text form. Counters begin anew with each run, as those of a restarted process do.
/// </summary>
internal static class PrometheusText
{
    /// <summary>The text form's media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Prefix = "batch_load_test_";

    /// <summary>All metrics as they stand.</summary>
    public static string Of(PageSession session)
    {
        var text = new StringBuilder();
        Head(text, "build_info", "gauge", "The program.");
        Sample(text, "build_info", 1, ("version", ProgramInfo.Version));
        Head(text, "state", "gauge", "1 for the state that the test is in, in Locust's words.");
        foreach (var state in States)
        {
            Sample(text, "state", state == session.State ? 1 : 0, ("state", state));
        }

        var figures = session.WholeRun;
        One(text, "users", "gauge", "Virtual users that run.", session.Current is null ? 0 : figures?.Users ?? 0);
        if (figures is not null && session.Figures?.Latest.Buckets is { } buckets)
        {
            AppendIterations(text, session.Figures.Latest);
            AppendSteps(text, figures, buckets);
            AppendSilence(text, figures.Silence);
            AppendBatches(text, figures.Batches);
            AppendGenerator(text, figures.Generator);
        }

        return text.ToString();
    }

    private static string[] States =>
        [
            PageState.Ready,
            PageState.Spawning,
            PageState.Running,
            PageState.Stopping,
            PageState.Cleanup,
            PageState.Stopped,
        ];

    private static void AppendIterations(StringBuilder text, LiveSnapshot latest)
    {
        One(text, "iterations_total", "counter", "Iterations that ended, in whatever way.", latest.IterationsEnded);
        One(
            text,
            "failed_iterations_total",
            "counter",
            "Iterations whose batch did not complete or a step of which gave up.",
            latest.IterationsFailed
        );
    }

    private static void AppendSteps(StringBuilder text, RunSnapshot figures, StepBucketCounts buckets)
    {
        var steps = figures.Steps;
        Each("requests_total", "counter", "Requests that ended.", step => step.Requests);
        Each(
            "interrupted_requests_total",
            "counter",
            "Requests cut off by the end of the run.",
            step => step.Interrupted
        );
        Each(
            "resent_requests_total",
            "counter",
            "Requests that met the end of an idle connection and were sent once more.",
            step => step.Resent
        );
        Each("sent_bytes_total", "counter", "Bytes of request bodies.", step => step.BytesSent);
        Each("received_bytes_total", "counter", "Bytes of response bodies.", step => step.BytesReceived);
        Head(text, "failures_total", "counter", "Failed requests by kind.");
        foreach (var failure in figures.Failures)
        {
            Sample(text, "failures_total", failure.Count, ("step", failure.Step.Id), ("kind", failure.Kind));
        }

        AppendRefusals(text, steps);
        AppendHistograms(text, figures, buckets);
        AppendByTime(text, figures);

        void Each(string name, string type, string help, Func<StepSummary, double> read)
        {
            Head(text, name, type, help);
            foreach (var step in steps)
            {
                Sample(text, name, read(step), ("step", step.Step!.Id));
            }
        }
    }

    private static void AppendRefusals(StringBuilder text, IReadOnlyList<StepSummary> steps)
    {
        const string Name = "refused_requests_total";
        Head(text, Name, "counter", "Failed requests that the service refused, by kind.");
        foreach (var step in steps)
        {
            foreach (var refusal in Enum.GetValues<Refusal>())
            {
                if (step.RefusedFor(refusal) is > 0 and var refused)
                {
                    Sample(text, Name, refused, ("step", step.Step!.Id), ("kind", refusal.KindName()));
                }
            }
        }
    }

    private static void AppendHistograms(StringBuilder text, RunSnapshot figures, StepBucketCounts buckets)
    {
        const string Name = "request_duration_seconds";
        Head(text, Name, "histogram", "Time to the last byte of the answer.");
        foreach (var step in figures.Steps)
        {
            var id = step.Step!.Id;
            var counts = buckets.Counts[(int)step.Step.Step];
            long sum = 0;
            for (var bound = 0; bound < StepBucketCounts.Bounds.Count; bound++)
            {
                sum += counts[bound];
                Sample(text, Name + "_bucket", sum, ("step", id), ("le", Number(StepBucketCounts.Bounds[bound])));
            }

            sum += counts[^1];
            Sample(text, Name + "_bucket", sum, ("step", id), ("le", "+Inf"));
            Sample(text, Name + "_sum", buckets.Sums[(int)step.Step.Step], ("step", id));
            Sample(text, Name + "_count", sum, ("step", id));
        }
    }

    private static void AppendSilence(StringBuilder text, SilenceSummary silence)
    {
        if (silence.IsKnown)
        {
            One(
                text,
                "service_silent_seconds_total",
                "counter",
                "Time in which the service answered nothing while requests waited.",
                silence.Total.TotalSeconds
            );
            One(
                text,
                "service_longest_silence_seconds",
                "gauge",
                "The longest stretch of it.",
                silence.Longest.TotalSeconds
            );
        }
    }

    private static void AppendByTime(StringBuilder text, RunSnapshot figures)
    {
        const string Name = "request_duration_p95_by_time_seconds";
        Head(text, Name, "gauge", "95th percentile of the latency, each second of load weighing the same.");
        foreach (var step in figures.Steps)
        {
            if (step.P95ByTime is { } time)
            {
                Sample(text, Name, time.TotalSeconds, ("step", step.Step!.Id));
            }
        }

        if (figures.Total.P95ByTime is { } ofAll)
        {
            Sample(text, Name, ofAll.TotalSeconds, ("step", "all"));
        }
    }

    private static void AppendBatches(StringBuilder text, BatchSummary batches)
    {
        One(text, "batches_created_total", "counter", "Batches that the service accepted.", batches.Created);
        One(text, "batches_in_flight", "gauge", "Batches created and not ended.", batches.InFlight);
        One(
            text,
            "oldest_batch_in_flight_seconds",
            "gauge",
            "Age of the oldest batch in flight.",
            batches.OldestInFlight.TotalSeconds
        );
        One(text, "rows_in_flight", "gauge", "Rows of those batches.", batches.RowsInFlight);
        Head(text, "batches_ended_total", "counter", "Batches by the way they ended.");
        foreach (var outcome in Enum.GetValues<BatchOutcome>())
        {
            Sample(text, "batches_ended_total", batches[outcome], ("outcome", outcome.KindName()));
        }

        AppendResults(text, batches);
        Head(text, "batch_turnaround_seconds", "summary", "From the create request to the answer that showed the end.");
        if (batches.Turnaround is { Count: > 0 } turnaround)
        {
            Sample(text, "batch_turnaround_seconds", turnaround.P50.TotalSeconds, ("quantile", "0.5"));
            Sample(text, "batch_turnaround_seconds", turnaround.P95.TotalSeconds, ("quantile", "0.95"));
            Sample(text, "batch_turnaround_seconds", turnaround.P99.TotalSeconds, ("quantile", "0.99"));
        }

        Sample(text, "batch_turnaround_seconds_sum", batches.Turnaround.Mean.TotalSeconds * batches.Turnaround.Count);
        Sample(text, "batch_turnaround_seconds_count", batches.Turnaround.Count);
    }

    private static void AppendResults(StringBuilder text, BatchSummary batches)
    {
        Head(text, "result_defects_total", "counter", "What was wrong with results.");
        foreach (var defect in ResultDefects.All)
        {
            Sample(text, "result_defects_total", batches.Results[defect], ("defect", defect.KindName()));
        }

        One(
            text,
            "result_rows_total",
            "counter",
            "Rows read from result files.",
            batches.Results.OutputRows + batches.Results.ErrorRows
        );
        One(
            text,
            "result_rows_failed_total",
            "counter",
            "Rows in error files, or in output files and not 2xx, where results are checked.",
            batches.Results.FailedRows
        );
        One(
            text,
            "foreign_answers_total",
            "counter",
            "Answers about another object than was asked for.",
            batches.ForeignAnswers ?? 0
        );
        One(
            text,
            "batch_violations_total",
            "counter",
            "What the service must not have done.",
            batches.Violations.Total
        );
    }

    private static void AppendGenerator(StringBuilder text, GeneratorSummary generator)
    {
        One(
            text,
            "generator_doubtful_seconds_total",
            "counter",
            "Seconds in which this program itself was late.",
            generator.DoubtfulSeconds
        );
        One(
            text,
            "generator_cpu_ratio_max",
            "gauge",
            "Highest share of its processors within a second.",
            generator.HighestCpu
        );
    }

    private static void One(StringBuilder text, string name, string type, string help, double value)
    {
        Head(text, name, type, help);
        Sample(text, name, value);
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ")
            .Append(Prefix)
            .Append(name)
            .Append(' ')
            .Append(help)
            .Append('\n')
            .Append("# TYPE ")
            .Append(Prefix)
            .Append(name)
            .Append(' ')
            .Append(type)
            .Append('\n');

    private static void Sample(
        StringBuilder text,
        string name,
        double value,
        params ReadOnlySpan<(string Name, string Value)> labels
    )
    {
        text.Append(Prefix).Append(name);
        for (var label = 0; label < labels.Length; label++)
        {
            text.Append(label == 0 ? '{' : ',').Append(labels[label].Name).Append("=\"");
            text.Append(Escape(labels[label].Value)).Append('"');
        }

        text.Append(labels.Length > 0 ? "} " : " ").Append(Number(value)).Append('\n');
    }

    private static string Escape(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
