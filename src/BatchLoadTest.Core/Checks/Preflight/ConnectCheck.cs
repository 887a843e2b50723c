using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether something listens there.</summary>
internal sealed class ConnectCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("preflight.tcp", "something listens", CheckWorth.Must, "RFC 9293");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.name"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var proxy = scene.Options.Proxies.For(scene.Options.Host);
        var begin = scene.TimeProvider.GetTimestamp();
        var problem = await new TargetProbe(
            scene.Options.Host,
            scene.Options.Proxies,
            scene.TimeProvider
        ).TryConnectAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var took = scene.TimeProvider.GetElapsedTime(begin).TotalMilliseconds;
        return problem is null
            ? CheckResult.Pass(
                (proxy is null ? "" : $"the proxy {proxy} (from {proxy.Source}) ") + $"accepted after {took:0.#} ms"
            )
            : CheckResult.Fail(
                problem,
                proxy is null
                    ? "look at --host, and whether a firewall or a proxy (HTTPS_PROXY) is between"
                    : "look at --proxy, HTTPS_PROXY and NO_PROXY"
            );
    }
}
