namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether the account has credit, where the service tells.</summary>
internal sealed class BalanceCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.balance", "the account has credit", CheckWorth.Must, "control layer: GET /users/current");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.admitted"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken) =>
        scene.Options.Dialect.Name == "control-layer"
        && scene.Key.Credential is { } credential
        && AccountBalance.AddressOf(scene.Options.Host, scene.KeyOptions.Endpoint) is { } address
            ? AccountBalance.Judge(await AccountBalance.AskAsync(scene.Client, address, credential, cancellationToken))
            : CheckResult.Skip("only a control layer's account that creates keys may ask");
}
