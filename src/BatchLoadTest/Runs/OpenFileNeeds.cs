using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Runs;

/// <summary>
/// How many connections the system's limit on open files leaves a run. What the program needs for itself was counted while
/// it ran: nearly all of it is the runtime's assemblies, each of which stays open, and grows with what is used of it.
/// </summary>
/// <param name="Limit">The limit; null for none.</param>
/// <param name="MockInside">The mock server is in the same process: it has the other end of each connection.</param>
/// <param name="HasPage">A page is served, and browsers connect to it.</param>
public sealed record OpenFileNeeds(int? Limit, bool MockInside, bool HasPage)
{
    // Seen: 136, and 155 with --auth login, --otlp and --print-results.
    private const int Program = 160;

    // Seen: 35 more.
    private const int Mock = 48;

    // Seen: 40 more, without a browser.
    private const int Page = 64;

    /// <summary>What a run of these settings has here.</summary>
    public static OpenFileNeeds Of(RunSettings settings) =>
        new(OpenFileLimit.Current(), settings.Target.IsMock, !settings.Headless);

    /// <summary>Why a run of these settings cannot begin here, for a person; null where it can.</summary>
    public static string? ProblemOf(RunSettings settings) => Of(settings).Problem(settings.Load.Profile.MostUsers);

    /// <summary>Most connections at one time; 0 where there is room for none.</summary>
    public int MaxConnections => Limit is { } limit ? Math.Max(0, (limit - Own) / PerConnection) : int.MaxValue;

    /// <summary>The limit that is needed for so many connections.</summary>
    public int LimitFor(int connections) => (int)Math.Min(int.MaxValue, Own + ((long)connections * PerConnection));

    /// <summary>Why a run cannot begin, for a person; null where it can.</summary>
    /// <param name="users">Virtual users.</param>
    public string? Problem(int users) =>
        MaxConnections > 0
            ? null
            : $"the limit of open files is {Limit} (ulimit -n), and this program needs {Own} for itself: {LimitFor(users)} would "
                + $"do for a connection for each of {users} users at a time, {LimitFor(1)} is the least";

    private int Own => Program + (MockInside ? Mock : 0) + (HasPage ? Page : 0);

    private int PerConnection => MockInside ? 2 : 1;
}
