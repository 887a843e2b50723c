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
                return CheckResult.Fail(
                    answer.Words,
                    key.Authorization is null && answer.Status == 401
                        ? "the service wants a key: give --api-key, or --auth login"
                        : FixOf(answer.Status, answer.Words, key.IsCreated),
                    answer
                );
            }

            await Task.Delay(Pause, scene.TimeProvider, cancellationToken);
        }
    }

    private static string FixOf(int? status, string words, bool isCreated) =>
        status switch
        {
            401 when isCreated =>
                "look at --api-key-purpose: services admit to files and batches only keys made for it (realtime)",
            401 => "look whether the --api-key is one of this service, and at the purpose for which it was made",
            402 => "the account has no credit, or its key's cap is reached",
            403 when words.Contains("purpose", StringComparison.OrdinalIgnoreCase) => "look at --api-key-purpose",
            403 when words.Contains("active", StringComparison.OrdinalIgnoreCase) =>
                "the key is not admitted yet: try again in a minute",
            403 => "the account lacks a role; ask the service's people for one that may use batches",
            429 => "the service limits requests; try again later",
            _ => "look at the service's own log",
        };
}
