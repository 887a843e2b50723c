using BatchLoadTest.BatchApi;
using BatchLoadTest.Load;
using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Scenarios.Retrying;

namespace BatchLoadTest.Scenarios;

/// <summary>How a user goes through the six steps.</summary>
public sealed record WorkflowOptions
{
    /// <summary>The predecessor's number of polls; with the default waits 27 minutes.</summary>
    public const int DefaultMaxPolls = 60;

    /// <summary>What the verify step requests.</summary>
    public VerifyMode Verify { get; init; }

    /// <summary>Endpoint named when the batch is created.</summary>
    public string Endpoint { get; init; } = "/v1/chat/completions";

    /// <summary>Completion window asked for, in the service's words.</summary>
    public string CompletionWindow { get; init; } = "24h";

    /// <summary>Metadata of every batch, besides <c>test_run</c> and <c>user</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>Think time between two steps of one iteration.</summary>
    public WaitTime StepWait { get; init; }

    /// <summary>Wait after the first poll that found the batch unfinished.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Each further wait is this many times the last; at least 1.</summary>
    public double PollBackoff { get; init; } = 1.5;

    /// <summary>Longest wait between two polls.</summary>
    public TimeSpan PollMaxInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Polls of one batch before it is given up.</summary>
    public int MaxPolls { get; init; } = DefaultMaxPolls;

    /// <summary>Longest time from create to the end of the batch before it is given up; null means no limit.</summary>
    public TimeSpan? BatchTimeout { get; init; }

    /// <summary>Which batches the run cancels.</summary>
    public CancelPlan Cancel { get; init; } = CancelPlan.None;

    /// <summary>Of which batches the run deletes the input.</summary>
    public DeletePlan DeleteInput { get; init; } = DeletePlan.None;

    /// <summary>How long after its creation each upload expires; null where the service's own time holds.</summary>
    public TimeSpan? ExpireFiles { get; init; }

    /// <summary>
    /// Longest time from a cancel request, or the deletion of an input, that was accepted to the end of the batch.
    /// </summary>
    public TimeSpan CancelTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Of which batches failed rows are done again.</summary>
    public RetryPlan Retry { get; init; } = RetryPlan.None;

    /// <summary>When the output file of a batch is read.</summary>
    public ReadMode Read { get; init; }

    /// <summary>The same of a class of batches.</summary>
    internal ReadMode ReadOf(BatchClass batchClass) => batchClass.Read ?? Read;

    /// <summary>Which batches of a class the run cancels.</summary>
    internal CancelPlan CancelOf(BatchClass batchClass) => batchClass.Cancel ?? Cancel;

    /// <summary>Of which batches of a class the run deletes the input.</summary>
    internal DeletePlan DeleteOf(BatchClass batchClass) => batchClass.DeleteInput ?? DeleteInput;

    /// <summary>
    /// Time from the start of a read to that of the next one where they follow by themselves (<see cref="ReadMode.Follow"/>);
    /// longer where a read takes longer.
    /// </summary>
    public TimeSpan ReadInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Which batches' output is read a second time.</summary>
    public ReadAgainPlan ReadAgain { get; init; } = ReadAgainPlan.None;

    /// <summary>When the service's lists are read.</summary>
    public ListPlan List { get; init; } = ListPlan.None;

    /// <summary>How closely results are looked at.</summary>
    public CheckMode CheckResults { get; init; }

    /// <summary>Longest line of a result file, and of the data file, in bytes; a longer result is skipped, a defect.</summary>
    public int MaxLine { get; init; } = LineSplitter.DefaultMaxLine;

    /// <summary>Compare the tokens of each batch's rows with the service's own sums.</summary>
    public bool CheckUsage { get; init; }

    /// <summary>For how long the sums of one batch are asked for.</summary>
    public TimeSpan UsageTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Ask the service what it estimates that a file of each class costs.</summary>
    public bool Estimate { get; init; }

    /// <summary>Folder in which result files are kept; null where nothing is.</summary>
    public string? SaveOutputs { get; init; }

    /// <summary>Leave what was created at the service.</summary>
    public bool KeepFiles { get; init; }

    /// <summary>Longest time for removing it after the load.</summary>
    public TimeSpan CleanUpTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a request answered with <c>Retry-After</c> is sent again before the step fails.</summary>
    public int MaxRetries { get; init; } = 3;
}
