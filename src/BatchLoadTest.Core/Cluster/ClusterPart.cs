using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>One worker's part of a run, as the master knows it.</summary>
internal sealed class ClusterPart
{
    public required WorkerHello Hello { get; set; }

    public required int Number { get; init; }

    public string Name => $"w{Number}";

    public WorkerState State { get; set; }

    public long LastSequence { get; set; }

    public long LateUpTo { get; set; }

    public int Users { get; set; }

    public long Begun { get; set; }

    public long Ended { get; set; }

    public string? Loss { get; set; }

    public long HeardAt { get; set; }

    public GeneratorSample Sample { get; set; }

    public (TimeSpan Offset, TimeSpan Error) Clock { get; set; }

    public WorkerEnd? End { get; set; }

    public string? Problem { get; set; }

    public bool IsEndKept { get; set; }

    /// <summary>Whether something is still to come of it.</summary>
    public bool IsUnderWay => State is WorkerState.Running or WorkerState.Ending;

    public bool IsLateWith(long sequence) => State == WorkerState.Lost && sequence > LateUpTo;

    public bool IsThere => State is not (WorkerState.Lost or WorkerState.Failed);

    /// <summary>Its next second.</summary>
    public void Take(long sequence, Interval second)
    {
        LastSequence = sequence;
        Sample = second.Generator;
        Users = second.Users;
        Begun += second.IterationsStarted;
        Ended += second.IterationsEnded;
    }

    public RecordedWorker Row(TimeProvider timeProvider) =>
        new()
        {
            Name = Hello.Name,
            State = State.ToString().ToLowerInvariant(),
            Cores = Hello.Cores,
            Users = Users,
            Iterations = Begun,
            Cpu = Sample.Cpu,
            Pause = Sample.Delay,
            Lag = timeProvider.GetElapsedTime(HeardAt),
            ClockOffset = Clock.Offset,
            ClockError = Clock.Error,
            Problem = Problem,
        };

    /// <summary>It applies its part from now on.</summary>
    /// <param name="merge">Takes its seconds.</param>
    /// <param name="at">Its first one.</param>
    /// <param name="keeping">Gets it for another master.</param>
    public void Begin(SecondsMerge merge, DateTimeOffset at, RunKeeping? keeping)
    {
        State = WorkerState.Running;
        merge.Join(Name, at.ToUnixTimeSeconds());
        KeepIn(keeping);
    }

    /// <summary>Has it as it is now for another master; the token is nobody's affair.</summary>
    public void KeepIn(RunKeeping? keeping)
    {
        var isEnd = End is not null;
        keeping?.Changed(
            new KeptWorker
            {
                Number = Number,
                Hello = Hello with { Token = null },
                State = State,
                Loss = Loss,
                Begun = Begun,
                End = End,
            },
            () => IsEndKept |= isEnd
        );
    }
}
