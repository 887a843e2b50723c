using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Scenarios.Steps;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Scenarios;

/// <summary>What a round of the workflow does, one after the other.</summary>
internal static class WorkflowSteps
{
    /// <summary>The steps, in order; for all users.</summary>
    /// <param name="options">How a user goes through them.</param>
    /// <param name="runId">The run.</param>
    /// <param name="leftovers">What has to be removed later; null where nothing is.</param>
    /// <param name="check">Reads result files.</param>
    /// <param name="files">Where files are uploaded to.</param>
    /// <param name="logger">Takes what is odd, once.</param>
    public static IWorkflowStep[] Create(
        WorkflowOptions options,
        string runId,
        Leftovers? leftovers,
        ResultCheck check,
        Uri files,
        ILogger logger
    )
    {
        var status = new StatusRequest(logger);
        var errors = new ResultFileStep(isOutput: false, check);
        return
        [
            new UploadStep(runId, leftovers, files),
            new VerifyStep(options.Verify, options.MaxLine),
            new CreateStep(options, runId, leftovers),
            new PollStep(options, status),
            new AwaitOutputStep(options, status, errors),
            new ResultFileStep(isOutput: true, check),
            errors,
        ];
    }
}
