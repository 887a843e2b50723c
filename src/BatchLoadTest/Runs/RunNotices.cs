using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Runs;

/// <summary>What a reader of the report must know of how the load was applied.</summary>
/// <param name="openFiles">How many connections there was room for.</param>
/// <param name="connections">How users connect.</param>
/// <param name="waits">Who waited because the service asked for it.</param>
/// <param name="steering">What a person changed.</param>
/// <param name="peakUsers">The most users that ran at one time; asked for once the load is over.</param>
/// <param name="budget">The limit by which the load ended before its time; null for none.</param>
/// <param name="ofEngine">What the engine said; read once the load is over.</param>
internal sealed class RunNotices(
    OpenFileNeeds openFiles,
    ConnectionMode connections,
    RetryWaits waits,
    RunSteering steering,
    Func<int> peakUsers,
    Func<BudgetEnd?> budget,
    IReadOnlyList<string> ofEngine
)
{
    /// <summary>All of them, a line each, once the load is over.</summary>
    /// <param name="ofExports">Of the exports of figures and traces; null for none.</param>
    public IEnumerable<string> All(params string?[] ofExports)
    {
        var users = steering.Load.Target is UserLoad load ? load.MostUsers : peakUsers();
        if (users > openFiles.MaxConnections)
        {
            yield return $"{users} users shared at most {openFiles.MaxConnections} connections (limit of open files: "
                + $"{openFiles.Limit}, {openFiles.LimitFor(users)} would do for all); "
                + (connections == ConnectionMode.Shared ? "" : "idle ones were closed for others; ")
                + "waits for one are in no latency";
        }

        if (budget() is { } usedUp)
        {
            yield return BudgetWords.Of(usedUp);
        }

        if (RetryWaitWords.InAll(waits.Now) is { } waited)
        {
            yield return waited;
        }

        foreach (var notice in ofEngine)
        {
            yield return notice;
        }

        foreach (var notice in ofExports.OfType<string>())
        {
            yield return notice;
        }

        foreach (var change in steering.Changes)
        {
            yield return change;
        }
    }
}
