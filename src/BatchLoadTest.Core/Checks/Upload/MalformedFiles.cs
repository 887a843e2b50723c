using System.Net.Http;
using System.Text;
using BatchLoadTest.Checks.Preflight;

namespace BatchLoadTest.Checks.Upload;

/// <summary>Files that are wrong as such.</summary>
internal static class MalformedFiles
{
    private const string Guide = "OpenAI: batch guide";
    private const string NamesLine = "line_named";

    // Nobody has it.
    private const string NoModel = "batch-load-test-no-such-model";

    /// <summary>The checks.</summary>
    public static IReadOnlyList<ICheck> Checks() =>
        [
            Of("empty_file", "an empty file is refused", Guide, _ => []),
            Of("bad_json", "bad JSON on line 2 is refused", Guide, row => SampleRow.File(row.Line, "{\"custom_id\": ")),
            Of("array", "one JSON array is refused", Guide, row => SampleRow.File($"[{row.Line}]")),
            Of(
                "bom",
                "a byte order mark is refused",
                "control layer; RFC 8259 8.1",
                row => [.. Encoding.UTF8.Preamble, .. SampleRow.File(row.Line)],
                CheckWorth.Differs
            ),
            Of(
                "utf16",
                "UTF-16 is refused",
                "RFC 8259 8.1",
                row => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(row.Line + "\n")]
            ),
            Of(
                "latin1",
                "Latin-1 is refused",
                "RFC 8259 8.1",
                row => Encoding.Latin1.GetBytes(row.As("check-münchen") + "\n")
            ),
            Of(
                "double_id",
                "a custom_id that comes twice is refused",
                Guide,
                row => SampleRow.File(row.Line, row.Line),
                CheckWorth.Differs,
                rows: 2
            ),
            Of(
                "unknown_model",
                "a model that there is not is refused",
                Guide,
                row => SampleRow.File(row.Of(NoModel)),
                rows: 1
            ),
            new SimpleCheck(
                new CheckInfo("upload.two_models", "two models in one file are refused", CheckWorth.Differs, Guide),
                ["preflight.upload", "preflight.create"],
                TwoModelsAsync
            )
            {
                Rows = 2,
            },
            new SimpleCheck(
                new CheckInfo("upload." + NamesLine, "a refusal names the line", CheckWorth.Differs, "control layer"),
                ["preflight.upload"],
                NamedLineAsync
            ),
        ];

    private static MalformedFileCheck Of(
        string name,
        string requirement,
        string source,
        Func<SampleRow, byte[]> content,
        CheckWorth worth = CheckWorth.Should,
        int rows = 0
    ) => new(name, requirement, worth, source, content) { Rows = rows };

    private static async Task<CheckResult> TwoModelsAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var second = scene.Data.Models is [_, var named, ..] ? named : await OtherModelAsync(scene, cancellationToken);
        if (second is null)
        {
            return CheckResult.Skip("no second model is known");
        }

        var row = await SampleRow.OfAsync(scene, cancellationToken);
        return await MalformedFile.LookAsync(
            scene,
            "two_models",
            SampleRow.File(
                row.Line,
                row.With(each =>
                {
                    each["custom_id"] = "check-2";
                    each["body"]!["model"] = second;
                })
            ),
            cancellationToken
        );
    }

    private static async Task<string?> OtherModelAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Models, cancellationToken);
        return ModelsCheck.Ids(answer.Json())?.FirstOrDefault(id => id != scene.Model);
    }

    // Of a third line: a service that counts from nought would say 2.
    private static async Task<CheckResult> NamedLineAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var row = await SampleRow.OfAsync(scene, cancellationToken);
        var answer = await scene.UploadAsync(
            new UploadForm()
                .Field("purpose", scene.Options.Dialect.Purpose)
                .File(
                    $"check-{NamesLine}.jsonl",
                    SampleRow.File(row.As("check-a"), row.As("check-b"), "{\"custom_id\": ")
                )
                .End(),
            cancellationToken
        );
        return answer.Status is not (>= 400 and < 500)
                ? CheckResult.NotSeen($"bad JSON on line 3 is not refused: {answer.Status}", answer)
            : answer.Body.Contains('3', StringComparison.Ordinal) ? CheckResult.Pass(answer.Words)
            : CheckResult.Fail(
                $"bad JSON on line 3: {answer.Words}",
                "in a file of thousands of rows nobody finds the one that is wrong",
                answer
            );
    }
}
