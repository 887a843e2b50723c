using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.Support.Workflow;

/// <summary>Keeps everything it is given, in order.</summary>
internal sealed class RecordingSink : IMeasurementSink
{
    private readonly Lock gate = new();
    private readonly List<Measurement> measurements = [];
    private readonly List<BatchRecord> ended = [];
    private readonly List<UsageCheck> usageChecks = [];
    private readonly List<FileExpiry> expiries = [];
    private readonly List<CostEstimate> estimates = [];
    private readonly List<ListWalk> walks = [];
    private readonly List<bool> listings = [];
    private readonly List<TimeSpan> startDelays = [];
    private readonly List<TimeSpan> workflows = [];
    private RecordingSink? warmUp;
    private PromptCounts prompts;
    private int created;
    private int foreignAnswers;

    /// <summary>Called with each measurement, after it was kept.</summary>
    public Action<Measurement>? Recorded { get; set; }

    public IReadOnlyList<Measurement> Measurements
    {
        get
        {
            lock (gate)
            {
                return [.. measurements];
            }
        }
    }

    public IReadOnlyList<BatchRecord> Ended
    {
        get
        {
            lock (gate)
            {
                return [.. ended];
            }
        }
    }

    /// <summary>Comparisons of tokens with the service's own sums.</summary>
    public IReadOnlyList<UsageCheck> UsageChecks
    {
        get
        {
            lock (gate)
            {
                return [.. usageChecks];
            }
        }
    }

    /// <summary>What came of asking that uploads expire.</summary>
    public IReadOnlyList<FileExpiry> Expiries
    {
        get
        {
            lock (gate)
            {
                return [.. expiries];
            }
        }
    }

    /// <summary>What the service estimates.</summary>
    public IReadOnlyList<CostEstimate> Estimates
    {
        get
        {
            lock (gate)
            {
                return [.. estimates];
            }
        }
    }

    /// <summary>Walks through lists.</summary>
    public IReadOnlyList<ListWalk> Walks
    {
        get
        {
            lock (gate)
            {
                return [.. walks];
            }
        }
    }

    /// <summary>Moments at which lists were to be read, and whether they were.</summary>
    public IReadOnlyList<bool> Listings
    {
        get
        {
            lock (gate)
            {
                return [.. listings];
            }
        }
    }

    /// <summary>What belongs to the warm-up.</summary>
    public RecordingSink OfWarmUp => warmUp ??= new RecordingSink();

    public IMeasurementSink WarmUp => OfWarmUp;

    public IReadOnlyList<TimeSpan> StartDelays
    {
        get
        {
            lock (gate)
            {
                return [.. startDelays];
            }
        }
    }

    public IReadOnlyList<TimeSpan> Workflows
    {
        get
        {
            lock (gate)
            {
                return [.. workflows];
            }
        }
    }

    /// <summary>What was uploaded and taken.</summary>
    public PromptCounts Prompts
    {
        get
        {
            lock (gate)
            {
                return prompts;
            }
        }
    }

    public int Created => Volatile.Read(ref created);

    public int ForeignAnswers => Volatile.Read(ref foreignAnswers);

    /// <summary>The steps in the order in which their requests ended.</summary>
    public IReadOnlyList<Step> Steps => [.. Measurements.Select(measurement => measurement.Step)];

    public IReadOnlyList<Measurement> Of(Step step) => [.. Measurements.Where(measurement => measurement.Step == step)];

    public void Record(in Measurement measurement)
    {
        lock (gate)
        {
            measurements.Add(measurement);
        }

        Recorded?.Invoke(measurement);
    }

    public void Uploaded(in PromptCounts prompts, int batchClass = 0)
    {
        lock (gate)
        {
            this.prompts = this.prompts.Plus(prompts);
        }
    }

    public void BatchCreated(int rows, DateTimeOffset createdAt = default, int batchClass = 0) =>
        Interlocked.Increment(ref created);

    public void ForeignAnswer() => Interlocked.Increment(ref foreignAnswers);

    public void WorkflowStarted(TimeSpan delay)
    {
        lock (gate)
        {
            startDelays.Add(delay);
        }
    }

    public void WorkflowEnded(TimeSpan duration)
    {
        lock (gate)
        {
            workflows.Add(duration);
        }
    }

    public void BatchEnded(BatchRecord record)
    {
        lock (gate)
        {
            ended.Add(record);
        }
    }

    public void Expires(FileExpiry expiry)
    {
        lock (gate)
        {
            expiries.Add(expiry);
        }
    }

    public void ListingDue(bool isBegun)
    {
        lock (gate)
        {
            listings.Add(isBegun);
        }
    }

    public void Listed(ListWalk walk)
    {
        lock (gate)
        {
            walks.Add(walk);
        }
    }

    public void Estimated(CostEstimate estimate)
    {
        lock (gate)
        {
            estimates.Add(estimate);
        }
    }

    public void UsageChecked(UsageCheck check)
    {
        lock (gate)
        {
            usageChecks.Add(check);
        }
    }
}
