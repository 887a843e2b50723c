using System.Diagnostics;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Tracing;

/// <summary>
/// The spans of one user's rounds: one for the workflow, one for each step, one for each request, named as OpenTelemetry's
/// conventions have it. Costs nothing to speak of where nobody listens to the source. One user at a time.
/// </summary>
/// <param name="source">Where spans begin.</param>
/// <param name="names">Names of the steps.</param>
public sealed class RoundSpans(ActivitySource source, StepNames names)
{
    private Activity? workflow;
    private Activity? step;
    private Activity? request;
    private ActivityContext parent;

    /// <summary>A round begins.</summary>
    /// <param name="user">Whose, from 1.</param>
    /// <param name="batchClass">The class of its batch, from 1; 0 where there are no classes.</param>
    public void Begin(int user, int batchClass)
    {
        workflow = Start("workflow", ActivityKind.Internal, default);
        workflow?.SetTag("batch_load_test.user", user);
        if (batchClass > 0)
        {
            workflow?.SetTag("batch_load_test.class", batchClass);
        }

        parent = ContextOf(workflow);
    }

    /// <summary>What is sent from now on belongs to what another one has under way.</summary>
    public void Follow(RoundSpans other) => (workflow, step, parent) = (null, null, other.Here);

    /// <summary>A step of the round begins.</summary>
    /// <param name="id">Its short name.</param>
    public void BeginStep(string id) => step = workflow is null ? null : Start(id, ActivityKind.Internal, parent);

    /// <summary>The step is over.</summary>
    public void EndStep()
    {
        step?.Stop();
        step = null;
    }

    /// <summary>A request begins.</summary>
    /// <param name="of">What is requested.</param>
    /// <returns>What it is to say it belongs to; the default where nobody listens.</returns>
    public ActivityContext BeginRequest(Step of)
    {
        // Of a round that nobody traces nothing is traced.
        if (Here == default)
        {
            return default;
        }

        var name = names[of];
        request = Start($"{name.Method} {name.Name}", ActivityKind.Client, Here);
        request?.SetTag("batch_load_test.step", name.Id);
        return ContextOf(request);
    }

    /// <summary>The request is over.</summary>
    public void EndRequest(in Measurement measurement)
    {
        if (request is not { } span)
        {
            return;
        }

        request = null;
        Describe(span, measurement);
        if (measurement.Outcome.IsFailure() || measurement.Outcome.IsOwnFault())
        {
            var kind = measurement.Outcome.KindName(measurement.Status);
            span.SetTag("error.type", measurement.Outcome == Outcome.HttpStatus ? $"{measurement.Status}" : kind);
            span.SetStatus(ActivityStatusCode.Error, measurement.Detail ?? kind);
        }

        span.Stop();
    }

    /// <summary>The round is over.</summary>
    /// <param name="batch">Its batch; null where there was none.</param>
    /// <param name="outcome">How that ended.</param>
    /// <param name="problem">What went wrong with the batch; null for nothing.</param>
    public void End(string? batch, string? outcome, string? problem)
    {
        EndStep();
        workflow?.SetTag("batch.id", batch);
        workflow?.SetTag("batch.outcome", outcome);
        if (problem is not null)
        {
            workflow?.SetStatus(ActivityStatusCode.Error, problem);
        }

        workflow?.Stop();
        workflow = null;
        parent = default;
    }

    private ActivityContext Here => step is null ? parent : step.Context;

    private static ActivityContext ContextOf(Activity? span) => span?.Context ?? default;

    private static void Describe(Activity span, in Measurement measurement)
    {
        if (measurement.Status > 0)
        {
            span.SetTag("http.response.status_code", measurement.Status);
        }

        span.SetTag("http.request.body.size", measurement.BytesSent);
        span.SetTag("http.response.body.size", measurement.BytesReceived);
        if (measurement.Identity is not { } identity)
        {
            return;
        }

        span.SetTag("http.request.method", identity.Method);
        span.SetTag("url.path", identity.Path.Split('?')[0]);
        span.SetTag("http.request.header.x-request-id", identity.RequestId);
        foreach (var (header, id) in identity.ServiceIds)
        {
            span.SetTag($"http.response.header.{header}", id);
        }

        span.SetTag("batch.id", identity.BatchId);
        span.SetTag("file.id", identity.FileId);
    }

    // Spans know their parents here: what a span leaves as the present one would be that of other users' requests, too.
    private Activity? Start(string name, ActivityKind kind, ActivityContext of)
    {
        var before = Activity.Current;
        Activity.Current = null;
        var span = source.StartActivity(name, kind, of);
        Activity.Current = before;
        return span;
    }
}
