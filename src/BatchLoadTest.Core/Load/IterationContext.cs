namespace BatchLoadTest.Load;

/// <summary>What an engine gives an iteration.</summary>
/// <param name="User">The virtual user, from 1.</param>
/// <param name="IntendedStart">
/// Time stamp at which the iteration was meant to start. With an arrival rate times count from here; else the delay is a
/// figure of its own, and of nothing else.
/// </param>
/// <param name="Random">The user's own seeded source of choices.</param>
/// <param name="Steps">Runs each step, for an engine that wants to see them; null where steps simply run.</param>
public readonly record struct IterationContext(int User, long IntendedStart, Random Random, IStepFrame? Steps = null)
{
    /// <summary>Whether it belongs to the warm-up and counts in no figure of the run.</summary>
    public bool IsWarmUp { get; init; }

    /// <summary>
    /// Whether times count from <see cref="IntendedStart"/>: with an open load, whose users do not wait for each other.
    /// </summary>
    public bool CountsFromIntendedStart { get; init; }

    /// <summary>
    /// To be called when the end of the iteration's batch was seen, for an engine that keeps a number of them unfinished; null
    /// where nobody asks. More calls than one are the same as one.
    /// </summary>
    public Action? BatchEnded { get; init; }

    /// <summary>
    /// By which distribution among several processes (<see cref="LoadPart.Epoch"/>) this one was given the user after the load
    /// had begun: another one may have begun iterations of it before. 0 for a user that this process had from the beginning.
    /// </summary>
    public long TakenOver { get; init; }

    /// <summary>
    /// The batch to go on with, of an iteration that another process began: it is polled, its results are read, and the
    /// iteration ends here. Null for an iteration of this process.
    /// </summary>
    public OpenBatch? Adopted { get; init; }
}
