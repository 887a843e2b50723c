using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Scenarios.Steps;

namespace BatchLoadTest.Scenarios;

/// <summary>What a round of the workflow does, one after the other.</summary>
internal static class WorkflowSteps
{
    /// <summary>The steps, in order; for all users.</summary>
    /// <param name="parts">What they work with.</param>
    /// <param name="turnarounds">Of the batches that completed, by the number of their class.</param>
    public static IWorkflowStep[] Create(WorkflowParts parts, IReadOnlyList<RecentTurnarounds> turnarounds)
    {
        var (options, runId, leftovers) = (parts.Options, parts.RunId, parts.Leftovers);
        return
        [
            new UploadStep(runId, leftovers, parts.Paths.Files, parts.Uploaded, parts.Expiry) { Own = parts.Own },
            new VerifyStep(options.Verify, options.MaxLine),
            new AwaitFileStep(options),
            new CreateStep(runId, leftovers, parts.Opened) { Own = parts.Own },
            .. AfterCreate(parts, turnarounds),
        ];
    }

    private static IWorkflowStep[] AfterCreate(WorkflowParts parts, IReadOnlyList<RecentTurnarounds> turnarounds)
    {
        var (options, check, saved) = (parts.Options, parts.Check, parts.Saved);
        var status = new StatusRequest(parts.Logger);
        var errors = new ResultFileStep(isOutput: false, check, saved);
        var again = new ReadAgainStep(options.ReadAgain, check);
        var reads = parts.Classes.All.All(each => options.ReadOf(each) == ReadMode.End)
            ? null
            : new ReadRequest(check, status, resumes: parts.Paths.Dialect.SkipQuery is not null, parts.ReadOn);
        var cancel = new CancelRequest(options, status, number => turnarounds[number]);
        var retries = new RetryRequest(options, status, parts.Retried);
        var delete = new DeleteRequest(options, parts.Leftovers, number => turnarounds[number]) { Own = parts.Own };
        var polls = new PollStep(options, status, reads, cancel, retries, delete, parts.Paths.Dialect.StopsWithInput);
        return
        [
            polls,
            new SettleStep(options, status),
            new RetryStep(retries, polls),
            new AwaitOutputStep(options, status, errors),
            .. reads is null ? Array.Empty<IWorkflowStep>() : [new ReadStep(reads)],
            new ResultFileStep(isOutput: true, check, saved, again),
            errors,
            again,
            new RecountStep(status),
        ];
    }
}
