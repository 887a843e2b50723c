using BatchLoadTest.BatchApi;
using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Scenarios.Listing;

namespace BatchLoadTest.Runs;

/// <summary>Applies the load of a run, once the service was seen to be there.</summary>
/// <param name="planned">The load.</param>
/// <param name="probe">Looks whether the service is there; null where it was seen.</param>
/// <param name="control">How the run is ended.</param>
/// <param name="driven">Gets what the engine does.</param>
/// <param name="lists">Reads the service's lists meanwhile; null where nobody does.</param>
/// <param name="timeProvider">The run's time.</param>
/// <param name="preflight">What is asked once beside the load's begin, which does not wait for it; null for nothing.</param>
internal sealed class RunLoad(
    PlannedLoad planned,
    TargetProbe? probe,
    RunControl control,
    DrivenLoad driven,
    ListUser? lists,
    TimeProvider timeProvider,
    RunPreflight? preflight
)
{
    /// <summary>Returns when all users have ended. Never throws.</summary>
    /// <param name="iteration">What each user does.</param>
    public async Task<LoadOutcome> ApplyAsync(Iteration iteration)
    {
        var tokens = control.Tokens;
        if (probe is not null && await probe.TryConnectAsync(tokens.StartNothingNew) is { } unreachable)
        {
            control.CannotGoOn(unreachable);
        }

        var asked = AskAsync(isReachable: control.End != RunEnd.CouldNotRun);
        if (IsEndedBefore(control, planned.Plan))
        {
            await asked;
            return LoadOutcome.None;
        }

        try
        {
            var began = driven.Clock.Elapsed;
            var plan = Rest(planned.Plan, began);
            var load = await RunAsync(plan, iteration, tokens with { Control = planned.Changes });
            return load with { BeganAfter = began > TimeSpan.Zero && plan.StartsAt is null ? began : TimeSpan.Zero };
        }
        catch (Exception exception)
        {
            // A fault of this program; what was measured until then is still reported.
            control.Failed(exception.Message);
            return driven.SoFar(planned.Plan.WarmUp);
        }
        finally
        {
            await asked;
        }
    }

    private Task AskAsync(bool isReachable) =>
        preflight is not null && isReachable && !control.Tokens.StartNothingNew.IsCancellationRequested
            ? preflight.RunAsync()
            : Task.CompletedTask;

    private async Task<LoadOutcome> RunAsync(LoadPlan plan, Iteration iteration, RunTokens tokens)
    {
        if (lists is null)
        {
            return await planned.Engine.RunAsync(plan, iteration, tokens, driven.Progress);
        }

        lists.Begin(
            new ListedLoad(
                plan.StartsAt ?? timeProvider.GetTimestamp(),
                plan.WarmUp,
                () => driven.Steering.Load.Wish.Part,
                driven.Progress
            )
        );
        var patience = TimeSpan.Zero;
        LoadOutcome? load = null;
        try
        {
            load = await planned.Engine.RunAsync(plan, iteration, tokens, driven.Progress);
            patience = tokens.Interrupt.IsCancellationRequested ? TimeSpan.Zero : plan.StopTimeout - load.StopTime;
        }
        finally
        {
            // Also where the engine failed and said nothing.
            driven.Progress.Stopping();
            var waited = timeProvider.GetTimestamp();
            await lists.EndAsync(patience, tokens.Interrupt);
            load = load is null ? null : load with { StopTime = load.StopTime + timeProvider.GetElapsedTime(waited) };
        }

        return load!;
    }

    // A signal, whoever stopped it at the page, or what was found out before it came first. What several processes began
    // together all of them end.
    private static bool IsEndedBefore(RunControl control, LoadPlan plan) =>
        plan.StartsAt is null
        && control.End != RunEnd.InternalError
        && control.Tokens.StartNothingNew.IsCancellationRequested;

    /// <summary>
    /// The plan as the engine gets it: the run's clock began to run before the service was asked whether it is there, and
    /// engine and clock have one moment at which the warm-up ends.
    /// </summary>
    /// <param name="plan">As it was asked for.</param>
    /// <param name="elapsed">By the run's clock, which is below zero in the warm-up.</param>
    internal static LoadPlan Rest(LoadPlan plan, TimeSpan elapsed)
    {
        if (plan.StartsAt is not null)
        {
            // It has one beginning for several processes.
            return plan;
        }

        var warmUp = elapsed < TimeSpan.Zero ? -elapsed : TimeSpan.Zero;
        return warmUp < plan.WarmUp ? plan with { WarmUp = warmUp } : plan;
    }
}
