using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Runs;

/// <summary>Applies the load of a run, once the service was seen to be there.</summary>
/// <param name="engine">What applies it.</param>
/// <param name="iteration">What each user does.</param>
/// <param name="plan">The load.</param>
/// <param name="changes">How it is changed; null where nobody can.</param>
/// <param name="host">The service.</param>
/// <param name="proxies">The way there.</param>
/// <param name="control">How the run is ended.</param>
/// <param name="progress">Gets what the engine does.</param>
/// <param name="clock">The run's time.</param>
/// <param name="timeProvider">The run's time.</param>
internal sealed class RunLoad(
    ILoadEngine engine,
    Iteration iteration,
    CommonPlan plan,
    LoadControl? changes,
    Uri host,
    ProxyRules proxies,
    RunControl control,
    LoadProgress progress,
    RunClock clock,
    TimeProvider timeProvider
)
{
    /// <summary>Returns when all users have ended. Never throws.</summary>
    public async Task<LoadOutcome> ApplyAsync()
    {
        var tokens = control.Tokens;
        if (await TargetProbe.TryConnectAsync(host, proxies, timeProvider, tokens.StartNothingNew) is { } unreachable)
        {
            control.CannotGoOn(unreachable);
        }

        try
        {
            return await engine.RunAsync(
                plan.From(timeProvider.GetUtcNow()),
                iteration,
                tokens with
                {
                    Control = changes,
                },
                progress
            );
        }
        catch (Exception exception)
        {
            // A fault of this program; what was measured until then is still reported.
            control.Failed(exception.Message);
            return LoadOutcome.OfBrokenRun(progress, clock.Elapsed);
        }
    }
}
