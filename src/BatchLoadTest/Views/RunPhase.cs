using BatchLoadTest.Load;

namespace BatchLoadTest.Views;

/// <summary>What a view has to know beside the figures: state and progress of the load.</summary>
public sealed record RunPhase
{
    /// <summary>Where in its life the run is.</summary>
    public required RunState State { get; init; }

    /// <summary>Users asked for at this moment; null where the load asks for something else.</summary>
    public required int? UsersAsked { get; init; }

    /// <summary>Iterations per second asked for at this moment; null where the load asks for something else.</summary>
    public double? RateAsked { get; init; }

    /// <summary>What is left of the warm-up; zero where it is over or there is none.</summary>
    public TimeSpan WarmUpLeft { get; init; }

    /// <summary>Iterations that ended so far, for the progress of a run that is limited by them; null where unknown.</summary>
    public long? IterationsEnded { get; init; }

    /// <summary>Of those, the ones that failed.</summary>
    public long IterationsFailed { get; init; }

    /// <summary>Who waits because the service asked for it.</summary>
    public RetryWaitState Waits { get; init; }

    /// <summary>While stopping: what is left of the stop time-out; else null.</summary>
    public TimeSpan? StopTimeLeft { get; init; }
}
