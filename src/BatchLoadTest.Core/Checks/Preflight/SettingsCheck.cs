namespace BatchLoadTest.Checks.Preflight;

/// <summary>Which settings are in force: they were read without an error, or nothing would run.</summary>
internal sealed class SettingsCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("preflight.settings", "settings can be used", CheckWorth.Must, "this program");

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken) =>
        Task.FromResult(CheckResult.Pass(scene.Settings));
}
