using BatchLoadTest.Checks.Exhibits;

namespace BatchLoadTest.Checks;

/// <summary>A check that is one function.</summary>
/// <param name="info">What it is about.</param>
/// <param name="needs">Ids of checks without which it makes no sense.</param>
/// <param name="look">Looks.</param>
internal sealed class SimpleCheck(
    CheckInfo info,
    IReadOnlyList<string> needs,
    Func<CheckScene, CancellationToken, Task<CheckResult>> look
) : ICheck
{
    /// <summary>One that sends nothing: it judges what others have seen.</summary>
    public SimpleCheck(CheckInfo info, IReadOnlyList<string> needs, Func<CheckScene, CheckResult> judge)
        : this(info, needs, (scene, _) => Task.FromResult(judge(scene))) { }

    /// <summary>One that judges what was seen of the batch of several rows.</summary>
    public static SimpleCheck OfFollowed(CheckInfo info, Func<CheckScene, BatchWatch, CheckResult> judge) =>
        new(
            info,
            ["create.followed"],
            scene => scene.Exhibits.Followed is { } watch ? judge(scene, watch) : CheckResult.Skip("no batch was taken")
        );

    /// <inheritdoc/>
    public CheckInfo Info => info;

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => needs;

    /// <inheritdoc/>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public int Rows { get; init; }

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken) =>
        look(scene, cancellationToken);
}
