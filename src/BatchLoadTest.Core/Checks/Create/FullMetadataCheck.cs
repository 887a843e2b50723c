namespace BatchLoadTest.Checks.Create;

/// <summary>Whether as much metadata is taken as clients may send.</summary>
internal sealed class FullMetadataCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new(
            "create.full_metadata",
            "16 pairs of 64 and 512 characters are taken",
            CheckWorth.Should,
            "OpenAI: POST /batches"
        );

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.create"];

    /// <inheritdoc/>
    public int Rows => 1;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.FileId is not { } file)
        {
            return CheckResult.Skip("no file was taken");
        }

        var pairs = RefusedCreates.Pairs(
            RefusedCreates.MostPairs,
            RefusedCreates.LongestKey,
            RefusedCreates.LongestValue
        );
        var answer = await scene.CreateAsync(
            RefusedCreateCheck.Changed(scene, file, "any", (json, _) => json["metadata"] = pairs),
            cancellationToken
        );
        return answer.IsSuccess ? CheckResult.Pass($"{answer.Status}") : CheckResult.Fail(answer.Words, null, answer);
    }
}
