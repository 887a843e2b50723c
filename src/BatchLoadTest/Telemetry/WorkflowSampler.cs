using System.Diagnostics;
using OpenTelemetry.Trace;

namespace BatchLoadTest.Telemetry;

/// <summary>
/// Samples a share of all workflows by their traces, with all that is in them. The others' spans are made, too, for they may
/// turn out to have failed.
/// </summary>
/// <param name="share">Of workflows, 0 to 1.</param>
internal sealed class WorkflowSampler(double share) : Sampler
{
    private readonly TraceIdRatioBasedSampler byTrace = new(share);

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        var isSampled =
            parent.TraceId == default
                ? byTrace.ShouldSample(samplingParameters).Decision == SamplingDecision.RecordAndSample
                : parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
        return new SamplingResult(isSampled ? SamplingDecision.RecordAndSample : SamplingDecision.RecordOnly);
    }
}
