using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What came in since the last drain. Two of them take turns, so that nothing is allocated per request.</summary>
internal sealed class MeasurementBuffer
{
    public List<Measurement> Requests { get; } = new(256);

    public List<BatchRecord> EndedBatches { get; } = [];

    public List<(int Rows, DateTimeOffset CreatedAt, int Class)> CreatedBatches { get; } = [];

    public List<UsageCheck> UsageChecks { get; } = [];

    public List<FileExpiry> Expiries { get; } = [];

    public List<CostEstimate> Estimates { get; } = [];

    public long ListingsDue { get; set; }

    public long ListingsNotBegun { get; set; }

    public List<ListWalk> Walks { get; } = [];

    public List<TimeSpan> StartDelays { get; } = [];

    public List<TimeSpan> Workflows { get; } = [];

    public WarmUpCounts WarmUp { get; } = new();

    public int ForeignAnswers { get; set; }

    public List<(PromptCounts Prompts, int Class)> Uploads { get; } = [];

    public void Clear()
    {
        ForeignAnswers = 0;
        Uploads.Clear();
        Requests.Clear();
        EndedBatches.Clear();
        CreatedBatches.Clear();
        Estimates.Clear();
        UsageChecks.Clear();
        Expiries.Clear();
        (ListingsDue, ListingsNotBegun) = (0, 0);
        Walks.Clear();
        StartDelays.Clear();
        Workflows.Clear();
        WarmUp.Clear();
    }
}
