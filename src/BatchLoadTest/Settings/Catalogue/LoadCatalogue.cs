using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of the load.</summary>
internal static class LoadCatalogue
{
    public static readonly Setting<int> Users = new("users", NumberText.Whole(1, 1_000_000))
    {
        Commands = CommandKinds.Run,
        Alias = "-u",
        Placeholder = "N",
        Default = "1",
        HasLocustTwin = true,
        Description = "Virtual users.",
    };

    public static readonly Setting<double> SpawnRate = new("spawn-rate", NumberText.AboveZero(1_000_000))
    {
        Commands = CommandKinds.Run,
        Alias = "-r",
        Placeholder = "N",
        Default = "1",
        HasLocustTwin = true,
        Description = "Users started per second.",
    };

    public static readonly Setting<TimeSpan> RunTime = new("run-time", DurationText.AboveZero)
    {
        Commands = CommandKinds.Run,
        Alias = "-t",
        Placeholder = "TIME",
        DefaultNote = "default until stopped",
        HasLocustTwin = true,
        Description = "After this nothing new starts: 30s, 2m, 1h30m, 500ms or 90 (seconds).",
    };

    public static readonly Setting<long> Iterations = new("iterations", NumberText.Count)
    {
        Commands = CommandKinds.Run,
        Placeholder = "N",
        DefaultNote = "default no limit",
        Description = "Workflows in all, shared by all users.",
    };

    public static readonly Setting<double> ArrivalRate = new("arrival-rate", RateText.Parse)
    {
        Commands = CommandKinds.Run,
        Placeholder = "RATE",
        Description = "Workflows started whatever the service does: 5/s, 90/m or 2/h.",
    };

    public static readonly Setting<ArrivalPattern> Arrivals = new(
        "arrivals",
        ChoiceText.Of(("poisson", ArrivalPattern.Poisson), ("even", ArrivalPattern.Even))
    )
    {
        Placeholder = "KIND",
        Default = "poisson",
        Description = "How these starts lie in time: poisson (seeded) or even.",
    };

    public static readonly Setting<StagePlan> Stages = new("stages", StagesText.Parse)
    {
        Commands = CommandKinds.Run,
        Placeholder = "LIST",
        Description = "Users or rates over time, 30s:10,2m:100,30s:0 or 2m:1/s,5m:=1/s (= holds a level).",
    };

    public static readonly Setting<int> InFlight = new("in-flight", NumberText.Whole(1, 1_000_000))
    {
        Commands = CommandKinds.Run,
        Placeholder = "N",
        Description = "As many batches unfinished at any time, in place of users.",
    };

    public static readonly Setting<int> MaxUsers = new("max-users", NumberText.Whole(1, 1_000_000))
    {
        Placeholder = "N",
        Default = "10000",
        Description = "Workflows at one time where they start by themselves; a start beyond it is dropped.",
    };

    public static readonly Setting<TimeSpan> Pacing = new("pacing", DurationText.AboveZero)
    {
        Commands = CommandKinds.Run,
        Placeholder = "TIME",
        DefaultNote = "default --wait decides",
        Description = "A user's workflows start this far apart, or at once after a longer one.",
    };

    public static readonly Setting<long> IterationsPerUser = new("iterations-per-user", NumberText.Count)
    {
        Commands = CommandKinds.Run,
        Placeholder = "N",
        DefaultNote = "default no limit",
        Description = "Workflows of each user.",
    };

    public static readonly Setting<TimeSpan> WarmUp = new("warm-up", DurationText.ZeroOrMore)
    {
        Commands = CommandKinds.Run,
        Placeholder = "TIME",
        Default = "0s",
        Description = "Load before --run-time that counts in no figure.",
    };

    public static readonly Setting<string> Profile = new("profile", ProfileCatalogue.Parse)
    {
        Commands = CommandKinds.Run,
        Placeholder = "NAME",
        Description = $"{ProfileCatalogue.Summary}. What is given elsewhere wins.",
    };

    public static readonly Setting<WaitTime> Wait = new("wait", WaitText.Parse)
    {
        Placeholder = "RANGE",
        Default = "1s-3s",
        Description = "Think time between two workflows of a user.",
    };

    public static readonly Setting<WaitTime> StepWait = new("step-wait", WaitText.Parse)
    {
        Placeholder = "RANGE",
        Default = "0s",
        Description = "Think time between two steps of a workflow.",
    };

    public static readonly Setting<TimeSpan> StopTimeout = new("stop-timeout", DurationText.ZeroOrMore)
    {
        Alias = "-s",
        Placeholder = "TIME",
        Default = "30s",
        HasLocustTwin = true,
        Description = "How long running workflows may go on at the end.",
    };

    public static readonly Setting<int> Seed = new("seed", NumberText.Whole(0, int.MaxValue))
    {
        Placeholder = "N",
        Default = "0",
        Description = "Seed of random choices: the same seed, the same choices.",
    };

    public static readonly Setting<string> Engine = new("engine", EngineText.Parse)
    {
        Placeholder = "NAME",
        Default = EngineText.BuiltIn,
        Description = "Load engine: builtin, or nbomber in a build that holds it.",
    };

    public static readonly Setting<string> NBomberArgument = new("nbomber-arg", NBomberArgumentText.Parse)
    {
        Placeholder = "TEXT",
        IsRepeatable = true,
        // Addresses of a cluster may hold a password.
        Secrecy = Secrecy.NameOnly,
        NameEnd = "=",
        Description = "Argument for NBomber itself, --NAME=VALUE.",
    };

    public static readonly SettingSection Section = new(
        "Load",
        [
            Users,
            SpawnRate,
            RunTime,
            Iterations,
            IterationsPerUser,
            ArrivalRate,
            Arrivals,
            Stages,
            InFlight,
            MaxUsers,
            WarmUp,
            Profile,
            Wait,
            Pacing,
            StepWait,
            StopTimeout,
            Seed,
            Engine,
            NBomberArgument,
        ]
    );
}
