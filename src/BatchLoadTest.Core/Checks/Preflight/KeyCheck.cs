using BatchLoadTest.Authentication;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether there is a key: created in the way that was asked for, or given.</summary>
internal sealed class KeyCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("preflight.key", "there is a key", CheckWorth.Must, "control layer");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.http"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var begin = scene.TimeProvider.GetTimestamp();
        try
        {
            var key = await scene.Key.GetAsync(cancellationToken);
            scene.Client.Authorization = key.Authorization;
            var took = scene.TimeProvider.GetElapsedTime(begin);
            return CheckResult.Pass(
                key.Authorization is null ? "none is sent (--auth none)"
                : key.IsCreated
                    ? $"created by {Way(scene.KeyOptions.Mode)} with purpose {scene.KeyOptions.Purpose} in {took.TotalMilliseconds:0} ms"
                : "given, and not created"
            );
        }
        catch (KeyRefusedException exception)
        {
            return CheckResult.Fail(exception.Message, FixOf(scene.KeyOptions.Mode, exception.Message));
        }
    }

    internal static string Way(AuthMode mode) => mode == AuthMode.Login ? "login" : "HTTP Basic";

    internal static string FixOf(AuthMode mode, string words) =>
        words.Contains("HTTP 429", StringComparison.Ordinal) ? "the service limits requests; try again later"
        : words.Contains("HTTP 5", StringComparison.Ordinal) ? "look at the service's own log"
        : words.Contains("purpose", StringComparison.OrdinalIgnoreCase)
        || words.Contains("HTTP 422", StringComparison.Ordinal)
            ? "look at --api-key-purpose"
        : !words.Contains("HTTP 401", StringComparison.Ordinal)
            ? "look at --api-key-endpoint and --auth, and at what stands before the service; or give an --api-key"
        : mode == AuthMode.Login
            ? "look at --username and --password; a service without a login wants --auth basic or an --api-key"
        : "today's control layer wants --auth login; else look at --username, --password and --api-key-endpoint, or give an --api-key";
}
