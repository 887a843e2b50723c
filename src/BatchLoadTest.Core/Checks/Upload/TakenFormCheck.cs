using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Upload;

/// <summary>A form that some client sends, or a file that some program writes, is taken.</summary>
/// <param name="name">The check's.</param>
/// <param name="requirement">What is required.</param>
/// <param name="worth">What it is worth.</param>
/// <param name="source">Where that is written, or who sends it.</param>
/// <param name="form">The form, of the purpose, the file's name and a right row.</param>
internal sealed class TakenFormCheck(
    string name,
    string requirement,
    CheckWorth worth,
    string source,
    Func<string, string, SampleRow, CheckBody> form
) : ICheck
{
    /// <summary>The file's name as it must be told; null where that is not looked at.</summary>
    public string? FileName { get; init; }

    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("upload." + name, requirement, worth, source);

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.upload"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var row = await SampleRow.OfAsync(scene, cancellationToken);
        var answer = await scene.UploadAsync(
            form(scene.Options.Dialect.Purpose, $"check-{name}.jsonl", row),
            cancellationToken
        );
        return !answer.IsSuccess ? CheckResult.Fail(answer.Words, null, answer)
            : FileName is not null && answer.Text("filename") is { } told && told != FileName
                ? CheckResult.Fail($"filename {scene.Redact(told)}, sent was {FileName}", null, answer)
            : CheckResult.Pass($"{answer.Status}");
    }
}
