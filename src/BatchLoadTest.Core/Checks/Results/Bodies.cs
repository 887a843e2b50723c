using System.Text.Json;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Results;

/// <summary>What rows were answered with.</summary>
internal static class Bodies
{
    private static readonly string[] Tokens =
    [
        "total_tokens",
        "prompt_tokens",
        "completion_tokens",
        "input_tokens",
        "output_tokens",
    ];

    /// <summary>Whether a client can read them without a second look.</summary>
    public static CheckResult Objects(CheckScene scene, ResultFiles files) =>
        Judge(scene, files, row => row.Body.ValueKind == JsonValueKind.Object, row => Answered.Show(row.Body));

    /// <summary>Whether they are what the endpoint answers.</summary>
    public static CheckResult Kinds(CheckScene scene, ResultFiles files)
    {
        var (name, expected) = KindOf(scene.Data.Endpoint);
        if (name is null)
        {
            return CheckResult.NotSeen($"what {scene.Data.Endpoint} answers is not known here");
        }

        return OfObjects(
            scene,
            files,
            row => Answered.Text(row.Body, name) == expected,
            row => $"{name} is {Answered.Show(Answered.Member(row.Body, name))}"
        );
    }

    /// <summary>Whether they say how many tokens.</summary>
    public static CheckResult Usages(CheckScene scene, ResultFiles files) =>
        OfObjects(
            scene,
            files,
            row =>
                Tokens.Any(name =>
                    Answered.Member(Answered.Member(row.Body, "usage"), name).ValueKind == JsonValueKind.Number
                ),
            row => $"usage is {Answered.Show(Answered.Member(row.Body, "usage"))}"
        );

    /// <summary>Whether they say of which model they are.</summary>
    public static CheckResult Models(CheckScene scene, ResultFiles files) =>
        OfObjects(
            scene,
            files,
            row => Answered.Text(row.Body, "model") is { Length: > 0 },
            row => $"model is {Answered.Show(Answered.Member(row.Body, "model"))}"
        );

    private static CheckResult OfObjects(
        CheckScene scene,
        ResultFiles files,
        Func<ResultRow, bool> isRight,
        Func<ResultRow, string> show
    ) =>
        files.AnsweredRows.Any(row => row.Body.ValueKind != JsonValueKind.Object)
            ? CheckResult.NotSeen("it is no object")
            : Judge(scene, files, isRight, show);

    private static CheckResult Judge(
        CheckScene scene,
        ResultFiles files,
        Func<ResultRow, bool> isRight,
        Func<ResultRow, string> show
    )
    {
        var rows = files.AnsweredRows.ToList();
        return rows.Find(row => !isRight(row)) is { } wrong
                ? CheckResult.Fail(scene.Redact(show(wrong)), "clients read it so", files.AnswerOf(wrong))
            : rows.Count == 0 ? CheckResult.NotSeen("no row was answered")
            : CheckResult.Pass(scene.Redact(show(rows[0])));
    }

    private static (string? Name, string Value) KindOf(string endpoint) =>
        endpoint.EndsWith("/chat/completions", StringComparison.Ordinal) ? ("object", "chat.completion")
        : endpoint.EndsWith("/completions", StringComparison.Ordinal) ? ("object", "text_completion")
        : endpoint.EndsWith("/embeddings", StringComparison.Ordinal) ? ("object", "list")
        : endpoint.EndsWith("/responses", StringComparison.Ordinal) ? ("object", "response")
        : endpoint.EndsWith("/messages", StringComparison.Ordinal) ? ("type", "message")
        : (null, "");
}
