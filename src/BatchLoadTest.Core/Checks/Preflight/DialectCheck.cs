namespace BatchLoadTest.Checks.Preflight;

/// <summary>Which dialect is spoken, and from what it is known; what the first answer looks like besides.</summary>
internal sealed class DialectCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.dialect", "the dialect fits", CheckWorth.Differs, "docs/guide/getting-started.md");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.http"];

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = scene.FirstAnswer;
        // OpenAI's errors are an object with its own members; the control layer's are text.
        var looksLikeOpenAi =
            answer is { IsSuccess: false } && answer.Body.Contains("\"error\"", StringComparison.Ordinal);
        var isOpenAi = scene.Options.Dialect.Name == "openai";
        return Task.FromResult(
            looksLikeOpenAi && scene.Options.Dialect.Name == "control-layer"
                ? CheckResult.Note(
                    $"{scene.DialectWords}; its errors look like OpenAI's",
                    "if it is no control layer, set --dialect openai and --api-base"
                )
                : CheckResult.Pass(
                    scene.DialectWords + (isOpenAi && looksLikeOpenAi ? "; its errors are OpenAI's" : "")
                )
        );
    }
}
