using System.Net.Http;
using BatchLoadTest.Authentication;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>After how long the key is admitted to batches.</summary>
internal sealed class AdmittedCheck : ICheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("preflight.admitted", "the key is admitted", CheckWorth.Must, "control layer");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.key"];

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromSeconds(12);

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var begin = scene.TimeProvider.GetTimestamp();
        var key = await scene.Key.GetAsync(cancellationToken);
        var patience = key.IsCreated ? scene.KeyOptions.ActivationGrace : TimeSpan.Zero;
        var tries = 0;
        while (true)
        {
            var answer = await scene.Client.SendAsync(
                HttpMethod.Get,
                scene.Paths.BatchPage(after: null),
                cancellationToken
            );
            tries++;
            if (answer.IsSuccess)
            {
                var took = scene.TimeProvider.GetElapsedTime(begin);
                return CheckResult.Pass(
                    tries == 1 ? "with its first request" : $"after {took.TotalSeconds:0.0} s and {tries} requests"
                );
            }

            // A service may have no list of batches and be fine.
            if (answer.Status is 404 or 405 or 501)
            {
                return CheckResult.NotSeen($"the list of batches is answered {answer.Words}", answer);
            }

            var isNotYet = answer.Status is { } status && KeyRefusal.MayPass(status, answer.Words);
            if (!isNotYet || scene.TimeProvider.GetElapsedTime(begin) + Pause > patience)
            {
                return CheckResult.Fail(answer.Words, AdmittedFix.Of(key, answer), answer);
            }

            await Task.Delay(Pause, scene.TimeProvider, cancellationToken);
        }
    }
}
