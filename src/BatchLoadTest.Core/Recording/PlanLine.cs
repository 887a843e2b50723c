using System.Text.Json.Serialization;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Recording;

/// <summary>The plan within the first line. Shapes of load are told apart by which of their members are there.</summary>
internal sealed record PlanLine
{
    public int? Users { get; init; }
    public double? SpawnRate { get; init; }
    public Schedule? UserStages { get; init; }
    public Schedule? ArrivalRate { get; init; }
    public ArrivalPattern? Arrivals { get; init; }
    public int? InFlight { get; init; }
    public int? MaxUsers { get; init; }
    public TimeSpan? RunTime { get; init; }
    public long? Iterations { get; init; }
    public long? IterationsPerUser { get; init; }
    public TimeSpan? Pacing { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TimeSpan WarmUp { get; init; }
    public TimeSpan StopTimeout { get; init; }
    public TimeSpan WaitMin { get; init; }
    public TimeSpan WaitMax { get; init; }
    public required int Seed { get; init; }

    public static PlanLine From(LoadPlan plan)
    {
        var line = new PlanLine
        {
            RunTime = plan.RunTime,
            Iterations = plan.Iterations,
            IterationsPerUser = plan.IterationsPerUser,
            Pacing = plan.Pacing,
            WarmUp = plan.WarmUp,
            StopTimeout = plan.StopTimeout,
            WaitMin = plan.Wait.Minimum,
            WaitMax = plan.Wait.Maximum,
            Seed = plan.Seed,
        };
        return plan.Profile switch
        {
            ClosedLoad load => line with { Users = load.Users, SpawnRate = load.SpawnRate },
            StagedUsers load => line with { UserStages = load.Users },
            ArrivalLoad load => line with
            {
                ArrivalRate = load.Rate,
                Arrivals = load.Arrivals,
                MaxUsers = load.MaxUsers,
            },
            InFlightLoad load => line with { InFlight = load.Batches, MaxUsers = load.MaxUsers },
            _ => line,
        };
    }

    public LoadPlan ToPlan() =>
        new()
        {
            Profile = ToProfile(),
            RunTime = RunTime,
            Iterations = Iterations,
            IterationsPerUser = IterationsPerUser,
            Pacing = Pacing,
            WarmUp = WarmUp,
            StopTimeout = StopTimeout,
            Wait = new WaitTime(WaitMin, WaitMax),
            Seed = Seed,
        };

    private LoadProfile ToProfile() =>
        this switch
        {
            { UserStages: { } users } => new StagedUsers(users),
            { ArrivalRate: { } rate } => new ArrivalLoad(
                rate,
                Known(Arrivals, "arrivals"),
                Known(MaxUsers, "max_users")
            ),
            { InFlight: { } batches } => new InFlightLoad(batches, Known(MaxUsers, "max_users")),
            _ => new ClosedLoad(Known(Users, "users"), Known(SpawnRate, "spawn_rate")),
        };

    private static T Known<T>(T? value, string member)
        where T : struct => value ?? throw JournalJson.Missing(member);
}
