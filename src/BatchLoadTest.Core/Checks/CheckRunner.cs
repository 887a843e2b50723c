namespace BatchLoadTest.Checks;

/// <summary>Runs checks one after the other, each and all of them within a time.</summary>
/// <param name="budget">For all of them.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class CheckRunner(TimeSpan budget, TimeProvider timeProvider)
{
    /// <summary>Runs them.</summary>
    /// <param name="plan">Which.</param>
    /// <param name="scene">What they look at.</param>
    /// <param name="told">
    /// Told of each that is wanted as soon as it has ended, and of one that others need and that failed; not of those that were not
    /// made since another failed.
    /// </param>
    /// <param name="cancellationToken">A person wants no more.</param>
    public async Task<IReadOnlyList<CheckDone>> RunAsync(
        CheckPlan plan,
        CheckScene scene,
        Action<CheckDone> told,
        CancellationToken cancellationToken
    )
    {
        List<CheckDone> all = [];
        // Those that cannot be built on, with why.
        Dictionary<string, string> broken = new(StringComparer.Ordinal);
        using var over = new CancellationTokenSource(budget, timeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        foreach (var check in plan.Checks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var begin = timeProvider.GetTimestamp();
            var why = check
                .Needs.Select(need => broken.GetValueOrDefault(need))
                .FirstOrDefault(reason => reason is not null);
            var result =
                why is not null ? CheckResult.Skip(why)
                : over.IsCancellationRequested ? CheckResult.NotSeen("no time was left for it")
                : await RunAsync(check, plan.IsNeeded(check), scene, end.Token, cancellationToken);
            if (why is not null || result.Verdict == CheckVerdict.Failed)
            {
                broken[check.Info.Id] = why ?? $"{check.Info.Id} failed";
            }

            if (plan.IsWanted(check) || result.Verdict == CheckVerdict.Failed)
            {
                var done = new CheckDone(check.Info, result, timeProvider.GetElapsedTime(begin));
                all.Add(done);
                if (why is null)
                {
                    told(done);
                }
            }
        }

        return all;
    }

    private async Task<CheckResult> RunAsync(
        ICheck check,
        bool isNeeded,
        CheckScene scene,
        CancellationToken end,
        CancellationToken cancelled
    )
    {
        using var own = new CancellationTokenSource(check.Limit, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(own.Token, end);
        try
        {
            var result = await check.RunAsync(scene, either.Token);
            return result.Verdict == CheckVerdict.Failed && check.Info.Worth != CheckWorth.Must
                ? result with
                {
                    Verdict = CheckVerdict.Noted,
                }
                : result;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            var words = own.IsCancellationRequested
                ? $"it did not come to an end within {check.Limit.TotalSeconds:0.#} s"
                : "no time was left for it";
            // What others need and does not come is no question of patience, unless it had no time.
            return isNeeded && own.IsCancellationRequested && check.Info.Worth == CheckWorth.Must
                ? CheckResult.Fail(words, "look at the service's own log")
                : CheckResult.NotSeen(words);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One that fails by itself says nothing of the service, and what was created has to be removed all the same.
            return CheckResult.NotSeen(
                scene.Redact($"a fault of this program: {exception.GetType().Name}: {exception.Message}")
            );
        }
    }
}
