using System.Text.Encodings.Web;
using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting;

/// <summary>
/// <c>metrics.json</c>: first the predecessor's members <c>summary</c> and <c>endpoints</c>, named as they were, so that
/// what read them reads on; then ours. Times of requests are milliseconds, not rounded. A figure without any sample is
/// null, but 0 in <c>summary</c>, as the predecessor had it.
/// </summary>
public sealed class MetricsJsonWriter : IReportWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        // A file for people and jq, not part of a page: '<' in a threshold stays '<'.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    public string Name => "metrics-json";

    /// <inheritdoc/>
    public string FileName => "metrics.json";

    /// <inheritdoc/>
    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        WriteMembers(json, report);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    /// <summary>Writes every member into an object that is open: the page of a run has these figures and more.</summary>
    internal static void WriteMembers(Utf8JsonWriter json, RunReport report)
    {
        WriteSummary(json, report.Final.Total);
        WriteEndpoints(json, report.Final.Steps);
        WriteRun(json, report);
        CapacityMetricsJson.Write(json, report.Ending.Capacity);
        PreflightMetricsJson.Write(json, report.Ending.Preflight);
        WriteThresholds(json, report.Thresholds);
        WriteSilence(json, report.Final.Silence);
        PromptMetricsJson.Write(json, report.Final.Prompts, KnowsPrompts(report.Final));
        MetricsJsonBatches.WriteBatches(json, report.Final.Batches, report.Final.NameOfClass);
        MetricsJsonBatches.WriteResults(json, report.Final.Batches.Results);
        MetricsJsonReads.Write(json, report.Final.Batches.Reads);
        MetricsJsonCancels.Write(json, report.Final.Batches.Cancels);
        MetricsJsonRetries.Write(json, report.Final.Batches.Retries);
        MetricsJsonDeletes.Write(json, report.Final.Batches);
        MetricsJsonUsage.Write(json, report.Final.Batches.Results);
        MetricsJsonUsage.WriteEstimates(json, report.Final);
        MetricsJsonLists.Write(json, report.Final.Lists);
        WriteSteps(json, report.Final);
        WriteClasses(json, report.Final);
        WriteByTime(json, report.Final);
        MetricsJsonExamples.WriteSlowest(json, report.Final.Slowest, report.Names);
    }

    // An earlier version's journal has uploads and nothing of what they asked for.
    private static bool KnowsPrompts(RunSnapshot final) =>
        final.Prompts.Uploads > 0
        || final.Steps.All(step => step.Step!.Step != Step.Upload || step.Requests == step.Failures);

    private static void WriteSummary(Utf8JsonWriter json, StepSummary total)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("total_requests", total.Requests);
        json.WriteNumber("total_failures", total.Failures);
        json.WriteNumber("failure_rate", total.FailedShare ?? 0);
        // Without a sample these are zero already.
        json.WriteNumber("avg_response_time_ms", total.Latency.Mean.TotalMilliseconds);
        json.WriteNumber("min_response_time_ms", total.Latency.Min.TotalMilliseconds);
        json.WriteNumber("max_response_time_ms", total.Latency.Max.TotalMilliseconds);
        json.WriteNumber("p50_ms", total.Latency.P50.TotalMilliseconds);
        json.WriteNumber("p95_ms", total.Latency.P95.TotalMilliseconds);
        json.WriteNumber("p99_ms", total.Latency.P99.TotalMilliseconds);
        json.WriteNumber("requests_per_second", double.IsFinite(total.TotalRate) ? total.TotalRate : 0);
        json.WriteEndObject();
    }

    private static void WriteEndpoints(Utf8JsonWriter json, IReadOnlyList<StepSummary> steps)
    {
        json.WriteStartObject("endpoints");
        // Only those with an ended request, as the predecessor did: its members are numbers, never null.
        foreach (var step in steps.Where(step => step.Requests > 0))
        {
            json.WriteStartObject(step.Step!.Name.WellFormed());
            json.WriteNumber("requests", step.Requests);
            json.WriteNumber("failures", step.Failures);
            json.WriteNumber("avg_response_time_ms", step.Latency.Mean.TotalMilliseconds);
            json.WriteNumber("p95_ms", step.Latency.P95.TotalMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, RunReport report)
    {
        var closed = report.Run.Plan.Profile as ClosedLoad;
        json.WriteStartObject("run");
        json.WriteText("id", report.Run.Id);
        json.WriteText("version", report.Run.Version);
        json.WriteText("host", report.Run.Host);
        json.WriteText("dialect", report.Run.Dialect?.Value);
        json.WriteText("dialect_source", report.Run.Dialect?.Source);
        json.WriteText("proxy", report.Run.Proxy);
        json.WriteText("engine", report.Run.Engine);
        json.WriteString("started_at", report.StartedAt.UtcDateTime);
        json.WriteString("ended_at", report.Ending.EndedAt.UtcDateTime);
        WriteEnd(json, report.Ending);
        json.WriteNumber("exit_code", report.ExitCode);
        json.WriteStartObject("users");
        json.WriteFinite("asked", closed?.Users);
        json.WriteNumber("peak", report.Ending.Load.PeakUsers);
        json.WriteEndObject();
        json.WriteFinite("spawn_rate", closed?.SpawnRate);
        LoadMetricsJson.Write(json, report);
        json.WriteFinite("run_time_s", report.Run.Plan.RunTime?.TotalSeconds);
        WriteTimes(json, report);
        json.WriteStartObject("iterations");
        json.WriteNumber("started", report.Ending.Load.Started);
        json.WriteNumber("completed", report.Ending.Load.Completed);
        json.WriteFinite("failed", report.Ending.Load.Failed);
        json.WriteNumber("interrupted", report.Ending.Load.Interrupted);
        json.WriteNumber("dropped", report.Ending.Load.Dropped);
        json.WriteEndObject();
        WriteWorkers(json, report.Ending.Workers);
        WritePairs(json, "tags", report.Run.Tags);
        WritePairs(json, "environment", report.Run.Environment);
        WriteSettings(json, report.Run.Settings);
        WriteGenerator(json, report.Final.Generator);
        WriteOwnFaults(json, report.Final);
        json.WriteTexts("caveats", report.Caveats);
        json.WriteTexts("notices", report.Ending.Notices);
        json.WriteTexts("merged_from", report.Run.MergedFrom);
        json.WriteEndObject();
    }

    // Only where there are any: one process is no cluster.
    private static void WriteWorkers(Utf8JsonWriter json, IReadOnlyList<RecordedWorker> workers)
    {
        if (workers.Count == 0)
        {
            return;
        }

        json.WriteStartArray("workers");
        foreach (var worker in workers)
        {
            json.WriteStartObject();
            json.WriteText("name", worker.Name);
            json.WriteText("state", worker.State);
            json.WriteNumber("cores", worker.Cores);
            json.WriteNumber("users", worker.Users);
            json.WriteNumber("iterations", worker.Iterations);
            json.WriteFinite("cpu", worker.Cpu);
            json.WriteNumber("pause_ms", worker.Pause.TotalMilliseconds);
            json.WriteNumber("lag_ms", worker.Lag.TotalMilliseconds);
            json.WriteNumber("clock_offset_ms", worker.ClockOffset.TotalMilliseconds);
            json.WriteNumber("clock_error_ms", worker.ClockError.TotalMilliseconds);
            json.WriteText("problem", worker.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteGenerator(Utf8JsonWriter json, GeneratorSummary generator)
    {
        json.WriteStartObject("generator");
        json.WriteFinite("cpu_mean", generator.Seconds == 0 ? null : generator.MeanCpu);
        json.WriteFinite("cpu_max", generator.Seconds == 0 ? null : generator.HighestCpu);
        json.WriteNumber("gc_pauses_ms", generator.GarbagePauses.TotalMilliseconds);
        json.WriteNumber("longest_delay_ms", generator.LongestDelay.TotalMilliseconds);
        json.WriteNumber("doubtful_seconds", generator.DoubtfulSeconds);
        json.WriteEndObject();
    }

    private static void WriteOwnFaults(Utf8JsonWriter json, RunSnapshot final)
    {
        json.WriteStartObject("own_faults");
        foreach (var kind in new[] { Outcome.ThisMachine, Outcome.DoubtfulTimeout }.Select(kind => kind.KindName(0)))
        {
            var rows = final.OwnFaults.Where(fault => fault.Kind == kind).ToList();
            json.WriteNumber(kind, rows.Sum(fault => fault.Count));
        }

        json.WriteNumber("doubtful_latency", final.Total.DoubtfulLatencies);
        json.WriteStartObject("steps");
        foreach (var step in final.OwnFaults.GroupBy(fault => fault.Step.Id, StringComparer.Ordinal))
        {
            json.WritePropertyName(step.Key);
            WriteKinds(json, step);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePairs(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartObject(name);
        // A tag given twice: the later one counts, and no member may occur twice.
        foreach (var tag in pairs.Reverse().DistinctBy(tag => tag.Key, StringComparer.Ordinal).Reverse())
        {
            json.WriteString(tag.Key.WellFormed(), tag.Value.WellFormed());
        }

        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, IReadOnlyList<ReportedSetting> settings)
    {
        json.WriteStartObject("settings");
        foreach (var setting in settings)
        {
            json.WriteStartObject(setting.Name.WellFormed());
            json.WriteText("value", setting.Value);
            json.WriteText("source", setting.Source);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, RunReport report)
    {
        json.WriteNumber("load_began_after_s", report.Ending.Load.BeganAfter.TotalSeconds);
        json.WriteNumber("load_time_s", report.Ending.Load.LoadTime.TotalSeconds);
        json.WriteFinite("drained_in_s", report.StoppedIn?.TotalSeconds);
        json.WriteNumber("stop_time_s", report.Ending.Load.StopTime.TotalSeconds);
    }

    private static void WriteEnd(Utf8JsonWriter json, RunEnding ending)
    {
        json.WriteString("end", EndName(ending.End));
        json.WriteText("problem", ending.Problem);
        if (ending.Budget is { } budget)
        {
            json.WriteStartObject("ended_by_budget");
            json.WriteText("limit", budget.Limit);
            json.WriteNumber("max", budget.Max);
            json.WriteNumber("reached", budget.Reached);
            json.WriteEndObject();
        }

        if (ending.Abort is not { } abort)
        {
            return;
        }

        json.WriteStartObject("aborted_by");
        json.WriteText("threshold", abort.Text);
        json.WriteText("source", abort.Source);
        json.WriteFinite("actual", abort.Actual);
        json.WriteText("actual_text", abort.ActualText);
        json.WriteNumber("after_s", abort.At.TotalSeconds);
        json.WriteEndObject();
    }

    private static void WriteThresholds(Utf8JsonWriter json, IReadOnlyList<ThresholdResult> thresholds)
    {
        json.WriteStartArray("thresholds");
        foreach (var threshold in thresholds)
        {
            json.WriteStartObject();
            json.WriteText("text", threshold.Text);
            json.WriteText("source", threshold.Source);
            json.WriteString("verdict", VerdictName(threshold.Verdict));
            json.WriteFinite("actual", threshold.Actual);
            json.WriteText("actual_text", threshold.ActualText);
            if (threshold.Window is { } window)
            {
                json.WriteStartObject("window");
                json.WriteNumber("from_s", window.From.TotalSeconds);
                json.WriteNumber("to_s", window.To.TotalSeconds);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSilence(Utf8JsonWriter json, SilenceSummary silence)
    {
        json.WriteStartObject("silence");
        json.WriteFinite("seconds", silence.IsKnown ? silence.Total.TotalSeconds : null);
        json.WriteFinite("longest_s", silence.IsKnown ? silence.Longest.TotalSeconds : null);
        json.WriteFinite("share", silence.Share);
        json.WriteFinite("rate", silence.ShareOfLong);
        json.WriteNumber("count", silence.Count);
        json.WriteText("text", SilenceSentences.Of(silence));
        json.WriteStartArray("stretches");
        foreach (var stretch in silence.Stretches)
        {
            json.WriteStartObject();
            json.WriteString("from", stretch.From.UtcDateTime);
            json.WriteString("to", stretch.To.UtcDateTime);
            json.WriteNumber("seconds", stretch.Length.TotalSeconds);
            json.WriteNumber("waiting", stretch.Waiting);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Only where there are any. Each has the members that the run has.
    private static void WriteClasses(Utf8JsonWriter json, RunSnapshot final)
    {
        if (final.Classes.Count == 0)
        {
            return;
        }

        json.WriteStartArray("classes");
        foreach (var part in final.Classes)
        {
            json.WriteStartObject();
            json.WriteText("name", part.Terms.Name);
            json.WriteNumber("share", part.Terms.Share);
            json.WriteFinite("applied_share", part.AppliedShare(final.Batches.Created));
            json.WriteText("data", part.Terms.Data);
            json.WriteText("endpoint", part.Terms.Endpoint);
            json.WriteText("window", part.Terms.Window);
            WriteSummary(json, part.Figures.Total);
            MetricsJsonBatches.WriteBatches(json, part.Figures.Batches, final.NameOfClass);
            MetricsJsonBatches.WriteResults(json, part.Figures.Batches.Results);
            MetricsJsonReads.Write(json, part.Figures.Batches.Reads);
            MetricsJsonCancels.Write(json, part.Figures.Batches.Cancels);
            MetricsJsonRetries.Write(json, part.Figures.Batches.Retries);
            MetricsJsonDeletes.Write(json, part.Figures.Batches);
            MetricsJsonUsage.Write(json, part.Figures.Batches.Results);
            PromptMetricsJson.Write(json, part.Figures.Prompts, KnowsPrompts(part.Figures));
            WriteSteps(json, part.Figures);
            WriteByTime(json, part.Figures);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSteps(Utf8JsonWriter json, RunSnapshot final)
    {
        var failures = final.Failures.ToLookup(failure => failure.Step.Step);
        json.WriteStartObject("steps");
        foreach (var step in final.Steps)
        {
            json.WriteStartObject(step.Step!.Id);
            json.WriteText("name", step.Step.Name);
            json.WriteString("method", step.Step.Method);
            json.WriteNumber("requests", step.Requests);
            json.WriteNumber("failures", step.Failures);
            WriteFailures(json, failures[step.Step.Step]);
            WriteRefusals(json, step);
            json.WriteNumber("key_pending", step.KeyPending);
            json.WriteFinite("resent", final.IsWatched ? step.Resent : null);
            json.WriteNumber("interrupted", step.Interrupted);
            json.WriteFinite("hung", final.IsWatched ? step.Hung : null);
            json.WriteNumber("doubtful_latencies", step.DoubtfulLatencies);
            json.WriteNumber("bytes_sent", step.BytesSent);
            json.WriteNumber("bytes_received", step.BytesReceived);
            json.WriteNumber("redirects", step.Redirects);
            json.WriteNumber("bytes_decoded", step.BytesDecoded);
            json.WriteDistribution(
                "latency_ms",
                step.Latency,
                // Where it is null, there is none; where the others are, all requests were cut off.
                () =>
                {
                    json.WriteFinite("p95_by_time", step.P95ByTime?.TotalMilliseconds);
                    json.WriteFinite("p95_of_successes", step.P95OfSuccesses?.TotalMilliseconds);
                }
            );
            json.WriteDistribution("time_to_first_byte_ms", step.TimeToFirstByte);
            MetricsJsonPhases.Write(json, step.Phases);
            json.WriteFinite("requests_per_second", step.TotalRate);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // Of all steps; "summary" is the predecessor's.
    private static void WriteByTime(Utf8JsonWriter json, RunSnapshot final)
    {
        json.WriteStartObject("latency_by_time");
        json.WriteFinite("p95_ms", final.Total.P95ByTime?.TotalMilliseconds);
        json.WriteEndObject();
        json.WriteStartObject("latency_of_successes");
        json.WriteFinite("p95_ms", final.Total.P95OfSuccesses?.TotalMilliseconds);
        json.WriteEndObject();
    }

    private static void WriteRefusals(Utf8JsonWriter json, StepSummary step)
    {
        json.WriteFinite("refused", step.TotalRefused);
        json.WriteStartObject("refused_by_kind");
        foreach (var refusal in Enum.GetValues<Refusal>().Where(refusal => step.RefusedFor(refusal) > 0))
        {
            json.WriteFinite(refusal.KindName(), step.RefusedFor(refusal));
        }

        json.WriteEndObject();
    }

    private static void WriteFailures(Utf8JsonWriter json, IEnumerable<FailureSummary> failures)
    {
        json.WritePropertyName("failures_by_kind");
        WriteKinds(json, failures);
    }

    private static void WriteKinds(Utf8JsonWriter json, IEnumerable<FailureSummary> failures)
    {
        json.WriteStartObject();
        foreach (var failure in failures)
        {
            json.WriteStartObject(failure.Kind.WellFormed());
            json.WriteNumber("count", failure.Count);
            json.WriteNumber("first_s", failure.First.TotalSeconds);
            json.WriteNumber("last_s", failure.Last.TotalSeconds);
            json.WriteText("example", failure.Example);
            WriteTexts(json, failure.Texts);
            MetricsJsonExamples.Write(json, failure.Examples);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, IReadOnlyList<FailureWords> texts)
    {
        json.WriteStartArray("texts");
        foreach (var text in texts)
        {
            json.WriteStartObject();
            json.WriteText("words", text.Example);
            json.WriteNumber("count", text.Count);
            json.WriteNumber("first_s", text.First.TotalSeconds);
            json.WriteNumber("last_s", text.Last.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string EndName(RunEnd end) =>
        end switch
        {
            RunEnd.Planned => "planned",
            RunEnd.Interrupted => "interrupted",
            RunEnd.HungUp => "hung_up",
            RunEnd.Terminated => "terminated",
            RunEnd.Aborted => "aborted",
            RunEnd.CouldNotRun => "could_not_run",
            RunEnd.Unknown => "unknown",
            _ => "internal_error",
        };

    private static string VerdictName(ThresholdVerdict verdict) =>
        verdict switch
        {
            ThresholdVerdict.Passed => "passed",
            ThresholdVerdict.Failed => "failed",
            ThresholdVerdict.DoesNotApply => "does_not_apply",
            _ => "no_data",
        };
}
