using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>The lines of the seconds. What is zero is left out.</summary>
internal static class IntervalJson
{
    public const string Type = "second";

    // In every line that says when its requests began; 0 where nobody knew which is the oldest open one.
    private const string CompleteBefore = "starts_complete_before";

    private static readonly StepNames Names = new();

    public static void Write(Utf8JsonWriter json, Interval interval)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteNumber("t", interval.Second);
        WriteLoad(json, interval);
        json.WriteNumber("cpu", interval.Generator.Cpu);
        json.WriteCount("gc", interval.Generator.GarbagePause.Ticks);
        json.WriteCount("delay", interval.Generator.Delay.Ticks);
        if (interval.KnowsStarts)
        {
            json.WriteNumber(CompleteBefore, interval.StartsCompleteBefore);
        }

        PromptsJson.Write(json, interval.Prompts);
        WriteCreated(json, interval);
        WriteSilence(json, interval);
        WriteRequests(json, interval);
        if (interval.OwnFaults.All.Count > 0)
        {
            json.WriteStartArray("own_faults");
            foreach (var fault in interval.OwnFaults.All)
            {
                WriteFailure(json, fault);
            }

            json.WriteEndArray();
        }

        ExamplesJson.Write(json, "slowest", interval.Slowest.All);
        json.WriteStartArray("batches");
        foreach (var batch in interval.BatchesEnded)
        {
            BatchJson.Write(json, batch);
        }

        json.WriteEndArray();
        UsageChecksJson.Write(json, interval.UsageChecks);
        FileExpiriesJson.Write(json, interval.Expiries);
        EstimatesJson.Write(json, interval.Estimates);
        ListsJson.Write(json, interval.Lists);
        WriteClasses(json, interval);
        json.WriteEndObject();
    }

    // Of their ended batches each says by itself whose it is.
    private static void WriteClasses(Utf8JsonWriter json, Interval interval)
    {
        if (interval.Classes.Count == 0)
        {
            return;
        }

        json.WriteStartArray("classes");
        foreach (var part in interval.Classes)
        {
            json.WriteStartObject();
            PromptsJson.Write(json, part.Prompts);
            WriteCreated(json, part);
            WriteRequests(json, part);
            UsageChecksJson.Write(json, part.UsageChecks);
            FileExpiriesJson.Write(json, part.Expiries);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void ReadClasses(JsonElement line, Interval interval)
    {
        if (!line.TryGetProperty("classes", out var classes))
        {
            return;
        }

        var number = 0;
        foreach (var element in classes.EnumerateArray())
        {
            var part = interval.OfClass(++number);
            part.Prompts = PromptsJson.Read(element);
            ReadCreated(element, part);
            ReadRequests(element, part);
            UsageChecksJson.Read(element, part.UsageChecks);
            FileExpiriesJson.Read(element, part.Expiries);
        }
    }

    private static void WriteRequests(Utf8JsonWriter json, Interval interval)
    {
        json.WriteStartObject("steps");
        foreach (var name in Names.All)
        {
            if (interval.Steps[name.Step] is { IsEmpty: false } counters)
            {
                json.WriteStartObject(name.Id);
                WriteStep(json, counters);
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
        json.WriteStartArray("failures");
        foreach (var failure in interval.Failures.All)
        {
            WriteFailure(json, failure);
        }

        json.WriteEndArray();
    }

    private static void WriteLoad(Utf8JsonWriter json, Interval interval)
    {
        json.WriteCount("users", interval.Users);
        json.WriteCount("started", interval.IterationsStarted);
        json.WriteCount("ended", interval.IterationsEnded);
        json.WriteCount("iterations_failed", interval.IterationsFailed);
        json.WriteCount("stopping", interval.IsStopping ? 1 : 0);
        json.WriteCount("dropped", interval.StartsDropped);
        json.WriteCount("late_by_pacing", interval.StartsLateByPacing);
        HistogramJson.Write(json, "start_delay", interval.StartDelays);
        HistogramJson.Write(json, "workflow", interval.Workflows);
        WarmUpJson.Write(json, interval.WarmUp);
    }

    private static void WriteCreated(Utf8JsonWriter json, Interval interval)
    {
        json.WriteCount("created", interval.BatchesCreated);
        json.WriteCount("rows", interval.RowsCreated);
        if (interval.ForeignAnswers is { } foreignAnswers)
        {
            // Zero too: a line without it is one of format 1, which did not look.
            json.WriteNumber("foreign_answers", foreignAnswers);
        }

        if (interval.BatchesCreatedAt.Count > 0)
        {
            // Ticks of UTC: as exact as in the record of the batch's end, by which it is found again.
            json.WriteStartArray("created_at");
            foreach (var createdAt in interval.BatchesCreatedAt)
            {
                json.WriteNumberValue(createdAt.UtcTicks);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>Fills an interval that is empty.</summary>
    public static void Read(JsonElement line, Interval interval)
    {
        interval.Clear(line.Member("t").GetInt64());
        ReadLoad(line, interval);
        interval.Generator = new GeneratorSample(
            line.Member("cpu").GetDouble(),
            TimeSpan.FromTicks(line.Count("gc")),
            TimeSpan.FromTicks(line.Count("delay"))
        );
        interval.KnowsStarts = line.TryGetProperty(CompleteBefore, out _);
        interval.StartsCompleteBefore = line.Count(CompleteBefore);
        interval.Prompts = PromptsJson.Read(line);
        ReadCreated(line, interval);
        ReadSilence(line, interval);
        ReadRequests(line, interval);
        // Only where there are any.
        if (line.TryGetProperty("own_faults", out var ownFaults))
        {
            foreach (var fault in ownFaults.EnumerateArray())
            {
                interval.OwnFaults.Add(ReadFailure(fault));
            }
        }

        foreach (var example in ExamplesJson.Read(line, "slowest"))
        {
            interval.Slowest.Offer(example);
        }

        foreach (var batch in line.Member("batches").EnumerateArray())
        {
            interval.BatchEnded(BatchJson.Read(batch));
        }

        UsageChecksJson.Read(line, interval.UsageChecks);
        FileExpiriesJson.Read(line, interval.Expiries);
        EstimatesJson.Read(line, interval.Estimates);
        ListsJson.Read(line, interval.Lists);
        ReadClasses(line, interval);
    }

    private static void ReadCreated(JsonElement line, Interval interval)
    {
        interval.BatchesCreated = line.Count("created");
        interval.RowsCreated = line.Count("rows");
        interval.ForeignAnswers = line.TryGetProperty("foreign_answers", out var foreign) ? foreign.GetInt64() : null;
        if (line.TryGetProperty("created_at", out var created))
        {
            foreach (var ticks in created.EnumerateArray())
            {
                interval.BatchesCreatedAt.Add(new DateTimeOffset(ticks.GetInt64(), TimeSpan.Zero));
            }
        }
    }

    private static void ReadRequests(JsonElement line, Interval interval)
    {
        var steps = line.Member("steps");
        foreach (var name in Names.All)
        {
            if (steps.TryGetProperty(name.Id, out var step))
            {
                ReadStep(step, interval.Steps[name.Step]);
            }
        }

        foreach (var failure in line.Member("failures").EnumerateArray())
        {
            interval.Failures.Add(ReadFailure(failure));
        }
    }

    private static void ReadLoad(JsonElement line, Interval interval)
    {
        interval.Users = (int)line.Count("users");
        interval.IterationsStarted = line.Count("started");
        interval.IterationsEnded = line.Count("ended");
        interval.IterationsFailed = line.Count("iterations_failed");
        interval.IsStopping = line.Count("stopping") > 0;
        interval.StartsDropped = line.Count("dropped");
        interval.StartsLateByPacing = line.Count("late_by_pacing");
        HistogramJson.Read(line, "start_delay", interval.StartDelays);
        HistogramJson.Read(line, "workflow", interval.Workflows);
        WarmUpJson.Read(line, interval.WarmUp);
    }

    private static void WriteSilence(Utf8JsonWriter json, Interval interval)
    {
        if (interval.JudgedSteps is { } judged)
        {
            json.WriteNumber("judged", judged);
        }

        Write("silent", interval.Silences);
        Write("quiet", interval.Quiet);

        void Write(string name, IList<SilencePiece> pieces)
        {
            if (pieces.Count == 0)
            {
                return;
            }

            json.WriteStartArray(name);
            foreach (var piece in pieces)
            {
                json.WriteStartArray();
                json.WriteNumberValue(piece.From.UtcTicks);
                json.WriteNumberValue(piece.To.UtcTicks);
                json.WriteNumberValue(piece.Waiting);
                if (piece.GoesOn)
                {
                    json.WriteNumberValue(1);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }
    }

    private static void ReadSilence(JsonElement line, Interval interval)
    {
        interval.JudgedSteps = line.TryGetProperty("judged", out var judged) ? judged.GetInt32() : null;
        Read("silent", interval.Silences);
        Read("quiet", interval.Quiet);

        void Read(string name, IList<SilencePiece> pieces)
        {
            if (line.TryGetProperty(name, out var recorded))
            {
                foreach (var piece in recorded.EnumerateArray())
                {
                    pieces.Add(
                        new SilencePiece(Moment(piece[0]), Moment(piece[1]), piece[2].GetInt32())
                        {
                            GoesOn = piece.GetArrayLength() > 3,
                        }
                    );
                }
            }
        }

        static DateTimeOffset Moment(JsonElement ticks) => new(ticks.GetInt64(), TimeSpan.Zero);
    }

    private static void WriteStep(Utf8JsonWriter json, StepCounters step)
    {
        json.WriteCount("failures", step.Failures);
        json.WriteCount("doubtful_latencies", step.DoubtfulLatencies);
        RefusalsJson.Write(json, step);
        json.WriteCount("key_pending", step.KeyPending);
        json.WriteCount("resent", step.Resent);
        json.WriteCount("interrupted", step.Interrupted);
        json.WriteCount("largest_success", step.LargestSuccess.Ticks);
        json.WriteCount("sent", step.BytesSent);
        json.WriteCount("received", step.BytesReceived);
        json.WriteCount("redirects", step.Redirects);
        json.WriteCount("unpacked", step.BytesUnpacked);
        StartsJson.Write(json, step.Starts);
        HistogramJson.Write(json, "latency", step.Latency);
        HistogramJson.Write(json, "failed_latency", step.Failed);
        HistogramJson.Write(json, "first_byte", step.TimeToFirstByte);
        PhasesJson.Write(json, step);
        HistogramJson.Write(json, "stalled", step.Stalled);
    }

    private static void ReadStep(JsonElement json, StepCounters step)
    {
        step.Failures = json.Count("failures");
        step.DoubtfulLatencies = json.Count("doubtful_latencies");
        RefusalsJson.Read(json, step);
        step.KeyPending = json.Count("key_pending");
        step.Resent = json.Count("resent");
        step.Interrupted = json.Count("interrupted");
        step.LargestSuccess = TimeSpan.FromTicks(json.Count("largest_success"));
        step.BytesSent = json.Count("sent");
        step.BytesReceived = json.Count("received");
        step.Redirects = json.Count("redirects");
        step.BytesUnpacked = json.Count("unpacked");
        StartsJson.Read(json, step.Starts);
        HistogramJson.Read(json, "latency", step.Latency);
        HistogramJson.Read(json, "failed_latency", step.Failed);
        HistogramJson.Read(json, "first_byte", step.TimeToFirstByte);
        PhasesJson.Read(json, step);
        HistogramJson.Read(json, "stalled", step.Stalled);
    }

    private static void WriteFailure(Utf8JsonWriter json, FailureCount failure)
    {
        json.WriteStartObject();
        json.WriteString("step", Names[failure.Step].Id);
        json.WriteString("outcome", failure.Outcome.ToString());
        json.WriteCount("status", failure.Status);
        json.WriteNumber("count", failure.Count);
        json.WriteTicks("first", failure.First);
        json.WriteTicks("last", failure.Last);
        json.WriteText("example", failure.Example);
        WriteTexts(json, failure);
        ExamplesJson.Write(json, "examples", failure.Examples.All);
        json.WriteEndObject();
    }

    // Left out where all had the words of the example, as nearly always.
    private static void WriteTexts(Utf8JsonWriter json, FailureCount failure)
    {
        var texts = failure.Texts.All;
        if (texts.Count == 1 && texts[0].Count == failure.Count && texts[0].Example == (failure.Example ?? ""))
        {
            return;
        }

        json.WriteStartArray("texts");
        foreach (var text in texts)
        {
            json.WriteStartArray();
            json.WriteStringValue(text.Example.WellFormed());
            json.WriteNumberValue(text.Count);
            json.WriteNumberValue(text.First.Ticks);
            json.WriteNumberValue(text.Last.Ticks);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static FailureCount ReadFailure(JsonElement json)
    {
        var id = json.Text("step");
        var step = Names.All.First(name => name.Id == id).Step;
        var outcome = Enum.TryParse<Outcome>(json.Text("outcome"), out var known) ? known : Outcome.Other;
        var first = json.Ticks("first") ?? TimeSpan.Zero;
        var failure = new FailureCount(step, outcome, (int)json.Count("status"), first);
        var last = json.Ticks("last") ?? first;
        failure.Add(json.Count("count"), first, last, json.TextOrNull("example"));
        foreach (var example in ExamplesJson.Read(json, "examples"))
        {
            failure.Examples.Offer(example);
        }

        var room = FailureCounts.MaxTexts;
        if (!json.TryGetProperty("texts", out var texts))
        {
            failure.Texts.Add(failure.Example ?? "", failure.Count, first, last, ref room);
            return failure;
        }

        foreach (var text in texts.EnumerateArray())
        {
            failure.Texts.Add(
                text[0].GetString()!,
                text[1].GetInt64(),
                TimeSpan.FromTicks(text[2].GetInt64()),
                TimeSpan.FromTicks(text[3].GetInt64()),
                ref room
            );
        }

        return failure;
    }
}
