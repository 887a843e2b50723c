using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Scenarios.Steps;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Scenarios;

/// <summary>What a round of the workflow does, one after the other.</summary>
internal static class WorkflowSteps
{
    /// <summary>The steps, in order; for all users.</summary>
    /// <param name="parts">What they work with.</param>
    public static IWorkflowStep[] Create(WorkflowParts parts)
    {
        var (options, runId, leftovers) = (parts.Options, parts.RunId, parts.Leftovers);
        return
        [
            new UploadStep(runId, leftovers, parts.Paths.Files, parts.Uploaded),
            new VerifyStep(options.Verify, options.MaxLine),
            new AwaitFileStep(options),
            new CreateStep(runId, leftovers, parts.Opened),
            .. AfterCreate(options, parts.Check, parts.Logger, parts.Saved),
        ];
    }

    /// <summary>Those of them that follow the creation of a batch.</summary>
    /// <param name="options">How a user goes through them.</param>
    /// <param name="check">Reads result files.</param>
    /// <param name="logger">Takes what is odd, once.</param>
    /// <param name="saved">Keeps result files; null where nothing is kept.</param>
    public static IWorkflowStep[] AfterCreate(
        WorkflowOptions options,
        ResultCheck check,
        ILogger logger,
        SavedOutputs? saved
    )
    {
        var status = new StatusRequest(logger);
        var errors = new ResultFileStep(isOutput: false, check, saved);
        return
        [
            new PollStep(options, status),
            new AwaitOutputStep(options, status, errors),
            new ResultFileStep(isOutput: true, check, saved),
            errors,
        ];
    }
}
