using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Results;

/// <summary>What result files are as files.</summary>
internal static class FileChecks
{
    private const string Source = "OpenAI: file object";

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> All =>
        [
            Of(
                "file",
                "the output file has metadata",
                CheckWorth.Should,
                (scene, file, _) => CheckResult.Pass(scene.Redact(Answered.Show(Answered.Member(file, "object"))))
            ),
            Of(
                "purpose",
                "the output file's purpose is batch_output",
                CheckWorth.Differs,
                (scene, file, answer) =>
                    Answered.Text(file, "purpose") == "batch_output"
                        ? CheckResult.Pass("batch_output")
                        : CheckResult.Fail(
                            scene.Redact($"it is {Answered.Show(Answered.Member(file, "purpose"))}"),
                            null,
                            answer
                        )
            ),
            Of("bytes", "the output file's bytes are its content's", CheckWorth.Should, Bytes),
            Of(
                "filename",
                "the output file has a name",
                CheckWorth.Differs,
                (scene, file, answer) =>
                    Answered.Text(file, "filename") is { Length: > 0 } name
                        ? CheckResult.Pass(scene.Redact(name))
                        : CheckResult.Fail("it has none", null, answer)
            ),
            new SimpleCheck(
                new(
                    "results.again",
                    "a second download has the same lines",
                    CheckWorth.Must,
                    "OpenAI: GET /files/{id}/content"
                ),
                ["results.download"],
                AgainAsync
            ),
            ResultsChecks.Of(
                "no_error_file",
                "where no row failed no error file is named",
                CheckWorth.Differs,
                (scene, files) =>
                    files.ErrorRows.Count > 0 ? CheckResult.NotSeen("rows failed")
                    : files.Errors is null ? CheckResult.Pass("none is")
                    : CheckResult.Fail("one is, and is empty", null, files.Errors)
            ),
        ];

    // Each asks for itself: it is one small request.
    private static SimpleCheck Of(
        string name,
        string requirement,
        CheckWorth worth,
        Func<CheckScene, JsonElement, CheckAnswer, CheckResult> judge
    ) =>
        new(
            new("results." + name, requirement, worth, Source),
            ["results.download"],
            async (scene, cancellationToken) =>
            {
                if (scene.Exhibits is not { Results: not null, Followed.Last.OutputFileId: { } file })
                {
                    return CheckResult.NotSeen("there is no output file");
                }

                var answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.File(file), cancellationToken);
                return answer.IsSuccess ? judge(scene, Answered.Object(answer), answer)
                    : name == "file" ? CheckResult.Fail(answer.Words, null, answer)
                    : CheckResult.NotSeen(answer.Words);
            }
        );

    private static CheckResult Bytes(CheckScene scene, JsonElement file, CheckAnswer answer)
    {
        var length = scene.Exhibits.Results!.Output!.Length;
        var bytes = Answered.Member(file, "bytes");
        return bytes.ValueKind == JsonValueKind.Number && bytes.TryGetInt64(out var said) && said == length
            ? CheckResult.Pass($"{length}")
            : CheckResult.Fail($"they are {Answered.Show(bytes)}, its content has {length}", null, answer);
    }

    private static async Task<CheckResult> AgainAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits is not { Results.Output: { } first, Followed.Last.OutputFileId: { } file })
        {
            return CheckResult.NotSeen("there is no output file");
        }

        var answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Content(file), cancellationToken);
        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(answer.Words, "a result must not be gone once it was read", answer);
        }

        // In any order.
        return Sorted(first).SequenceEqual(Sorted(answer), StringComparer.Ordinal)
            ? CheckResult.Pass(answer.Body == first.Body ? "byte for byte" : "in another order")
            : CheckResult.Fail(
                $"{Sorted(first).Count()} lines, then {Sorted(answer).Count()}; not all are the same",
                "results change after they were read",
                answer
            );

        static IEnumerable<string> Sorted(CheckAnswer content) =>
            ResultRow.All(content).Select(row => row.Text.Trim()).Order(StringComparer.Ordinal);
    }
}
