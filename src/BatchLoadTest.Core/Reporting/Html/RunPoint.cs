using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Html;

/// <summary>What is not of a single step, within a stretch of time.</summary>
/// <param name="Recorded">Seconds of it that have a record.</param>
/// <param name="Doubtful">Seconds among them in which this program itself may have been too slow.</param>
/// <param name="Users">The most virtual users at the end of a second.</param>
/// <param name="InFlight">The most batches in flight at the end of a second.</param>
/// <param name="Rows">Rows with a result, of batches that ended in it.</param>
/// <param name="RowsPeak">The most of them within one second.</param>
/// <param name="Started">Iterations begun in it.</param>
/// <param name="Dropped">Starts due in it that had no free user.</param>
/// <param name="Cpu">The highest share of the processors that this program used in a second, 0 to 1.</param>
/// <param name="Pause">The longest time that this program itself stood still in a second.</param>
internal readonly record struct RunPoint(
    int Recorded,
    int Doubtful,
    int Users,
    long InFlight,
    long Rows,
    long RowsPeak,
    long Started,
    long Dropped,
    double Cpu,
    TimeSpan Pause
) : IJoinable<RunPoint>
{
    /// <summary>One second.</summary>
    public static RunPoint Of(
        GeneratorSample generator,
        int users,
        long inFlight,
        long rows,
        long started,
        long dropped
    ) =>
        new(
            Recorded: 1,
            generator.IsDoubtful ? 1 : 0,
            users,
            inFlight,
            rows,
            rows,
            started,
            dropped,
            generator.Cpu,
            generator.Delay > generator.GarbagePause ? generator.Delay : generator.GarbagePause
        );

    /// <summary>A second without a record: what ran goes on running, and nothing is known beyond that.</summary>
    public static RunPoint Unrecorded(int users, long inFlight) =>
        default(RunPoint) with
        {
            Users = users,
            InFlight = inFlight,
        };

    public RunPoint JoinedWith(RunPoint other) =>
        new(
            Recorded + other.Recorded,
            Doubtful + other.Doubtful,
            Math.Max(Users, other.Users),
            Math.Max(InFlight, other.InFlight),
            Rows + other.Rows,
            Math.Max(RowsPeak, other.RowsPeak),
            Started + other.Started,
            Dropped + other.Dropped,
            Math.Max(Cpu, other.Cpu),
            Pause > other.Pause ? Pause : other.Pause
        );
}
