using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Scenarios.Steps;

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
            .. AfterCreate(parts, parts.Check),
        ];
    }

    /// <summary>Those of them that follow the creation of a batch.</summary>
    /// <param name="parts">What they work with.</param>
    /// <param name="check">Reads result files.</param>
    public static IWorkflowStep[] AfterCreate(WorkflowParts parts, ResultCheck check)
    {
        var (options, saved) = (parts.Options, parts.Saved);
        var status = new StatusRequest(parts.Logger);
        var errors = new ResultFileStep(isOutput: false, check, saved);
        var reads =
            options.Read == ReadMode.End
                ? null
                : new ReadRequest(check, status, resumes: parts.Paths.Dialect.SkipQuery is not null);
        return
        [
            new PollStep(options, status, reads),
            new AwaitOutputStep(options, status, errors),
            .. reads is null ? Array.Empty<IWorkflowStep>() : [new ReadStep(reads)],
            new ResultFileStep(isOutput: true, check, saved),
            errors,
        ];
    }
}
