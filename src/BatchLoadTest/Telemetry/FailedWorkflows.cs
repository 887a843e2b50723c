using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace BatchLoadTest.Telemetry;

/// <summary>
/// Keeps the spans of workflows that are not sampled until these have ended, and passes them on where one of them failed.
/// Comes before the one that pushes.
/// </summary>
/// <param name="push">Pushes what is marked as recorded.</param>
internal sealed class FailedWorkflows(BaseProcessor<Activity> push) : BaseProcessor<Activity>
{
    // A workflow polls for hours; what is needed to understand a failure is near it.
    private const int MostSpans = 200;

    private readonly ConcurrentDictionary<ActivityTraceId, Waiting> workflows = new();

    /// <inheritdoc/>
    public override void OnStart(Activity data)
    {
        if (data.ParentSpanId == default && !data.Recorded)
        {
            workflows[data.TraceId] = new Waiting();
        }
    }

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        if (data.Recorded || !workflows.TryGetValue(data.TraceId, out var waiting))
        {
            return;
        }

        lock (waiting)
        {
            Take(data, waiting);
        }

        if (data.ParentSpanId == default)
        {
            workflows.TryRemove(data.TraceId, out _);
        }
    }

    private void Take(Activity data, Waiting waiting)
    {
        if (!waiting.HasFailed && data.Status != ActivityStatusCode.Error)
        {
            if (waiting.Spans.Count == MostSpans)
            {
                waiting.Spans.Dequeue();
            }

            waiting.Spans.Enqueue(data);
            return;
        }

        waiting.HasFailed = true;
        foreach (var earlier in waiting.Spans)
        {
            Mark(earlier);
            push.OnEnd(earlier);
        }

        waiting.Spans.Clear();
        // Its own way leads to the one that pushes.
        Mark(data);
    }

    private static void Mark(Activity span) => span.ActivityTraceFlags |= ActivityTraceFlags.Recorded;

    private sealed class Waiting
    {
        public Queue<Activity> Spans { get; } = new();

        public bool HasFailed { get; set; }
    }
}
