namespace BatchLoadTest.Load.Profiles;

/// <summary>
/// The shape of the load over time; one record for each shape. Each is a pure function of the time since the load's start:
/// whoever asks what is wanted at a moment asks a member here.
/// </summary>
public abstract record LoadProfile
{
    /// <summary>The most users that can run at one time.</summary>
    public abstract int MostUsers { get; }

    /// <summary>How long the shape itself lasts; null where it goes on until something else ends it.</summary>
    public virtual TimeSpan? Length => null;

    /// <summary>
    /// Whether iterations start by a plan whatever the service does (an open model), so that a start has a moment at which it
    /// was meant to be, and can find no free user.
    /// </summary>
    public virtual bool IsOpen => false;

    /// <summary>Users that the plan wants at a moment; null where it wants something else.</summary>
    /// <param name="elapsed">Time since the load's start.</param>
    public virtual int? UsersAt(TimeSpan elapsed) => null;

    /// <summary>Iterations per second that the plan wants started at a moment; null where it wants something else.</summary>
    /// <param name="elapsed">Time since the load's start.</param>
    public virtual double? RateAt(TimeSpan elapsed) => null;

    /// <summary>What the plan asks for over time, users or starts per second; null where it is not made of levels.</summary>
    public virtual Schedule? Levels => null;

    /// <summary>The stretches in which the plan asks for something and changes nothing, in order; none where it never does.</summary>
    public virtual IReadOnlyList<FlatStretch> Flat => [];

    /// <summary>
    /// The same shape with a warm-up before it. A shape of stages holds the first level that it names meanwhile, others
    /// simply begin earlier.
    /// </summary>
    /// <param name="warmUp">How long that lasts; zero for none.</param>
    public virtual LoadProfile After(TimeSpan warmUp) => this;
}
