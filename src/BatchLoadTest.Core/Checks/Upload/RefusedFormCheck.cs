using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Upload;

/// <summary>A request that is no upload is refused.</summary>
/// <param name="name">The check's.</param>
/// <param name="requirement">What is required.</param>
/// <param name="worth">What it is worth.</param>
/// <param name="source">Where that is written.</param>
/// <param name="body">The request's body, of the purpose, the file's name and a file.</param>
internal sealed class RefusedFormCheck(
    string name,
    string requirement,
    CheckWorth worth,
    string source,
    Func<string, string, byte[], CheckBody> body
) : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("upload." + name, requirement, worth, source);

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.upload"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var row = await SampleRow.OfAsync(scene, cancellationToken);
        return Refusal.Judge(
            await scene.UploadAsync(
                body(scene.Options.Dialect.Purpose, $"check-{name}.jsonl", SampleRow.File(row.Line)),
                cancellationToken
            )
        );
    }
}
