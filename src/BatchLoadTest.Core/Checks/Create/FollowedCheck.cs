namespace BatchLoadTest.Checks.Create;

/// <summary>A batch of several rows, which is watched to its end for the checks that need one.</summary>
internal sealed class FollowedCheck : ICheck
{
    /// <summary>What its metadata says that it is for.</summary>
    public const string Mark = "followed";

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("create.followed", "a batch of several rows is taken", CheckWorth.Must, "OpenAI: POST /batches");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["create.rows", "preflight.poll"];

    /// <inheritdoc/>
    public int Rows => RowsCheck.Count;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Rows is not { } rows)
        {
            return CheckResult.Skip("no file was taken");
        }

        var answer = await scene.CreateAsync(scene.CreateBody(rows.Id, Mark), cancellationToken);
        scene.Exhibits.Followed = scene.Watch(answer);
        return scene.Exhibits.Followed is { } watch
            ? CheckResult.Pass($"{answer.Status} {scene.Redact(watch.First.Status.Text)}")
            : CheckResult.Fail(answer.Words, "a batch of one row was taken: look at the service's own log", answer);
    }
}
