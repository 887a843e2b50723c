using System.Text;
using System.Text.Json;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Upload;

/// <summary>What the answer to an upload says of the file.</summary>
internal static class UploadAnswer
{
    private static readonly TimeSpan FarOff = TimeSpan.FromMinutes(5);

    /// <summary>The checks.</summary>
    public static IReadOnlyList<ICheck> Checks() =>
        [
            Text("object", _ => "file"),
            Of("bytes", "bytes is what was sent", Bytes),
            Text("filename", _ => "check.jsonl"),
            Text("purpose", scene => scene.Options.Dialect.Purpose),
            Of("created_at", "created_at is now, in whole seconds", CreatedAt),
            new SimpleCheck(
                new CheckInfo(
                    "upload.ids",
                    "the same content twice has two ids",
                    CheckWorth.Must,
                    "OpenAI: file object"
                ),
                ["preflight.upload"],
                IdsAsync
            ),
        ];

    private static SimpleCheck Of(
        string member,
        string requirement,
        Func<CheckScene, CheckAnswer, JsonElement, CheckResult> judge
    ) =>
        new(
            new CheckInfo("upload." + member, requirement, CheckWorth.Should, "OpenAI: file object"),
            ["preflight.upload"],
            (scene, _) =>
                Task.FromResult(
                    scene.Exhibits.Uploaded is { } answer
                        ? judge(scene, answer, answer.Member(member))
                        : CheckResult.Skip("no file was taken")
                )
        );

    private static SimpleCheck Text(string member, Func<CheckScene, string> wanted) =>
        Of(
            member,
            $"{member} is what it is to be",
            (scene, answer, value) =>
                value.ValueKind == JsonValueKind.String && value.GetString() == wanted(scene)
                    ? CheckResult.Pass(wanted(scene))
                    : CheckResult.Fail($"{Shown(scene, value)}, and not {wanted(scene)}", null, answer)
        );

    private static CheckResult Bytes(CheckScene scene, CheckAnswer answer, JsonElement value)
    {
        var sent = Encoding.UTF8.GetByteCount(scene.Exhibits.UploadedLines!);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var told) && told == sent
            ? CheckResult.Pass($"{sent}")
            : CheckResult.Fail($"{Shown(scene, value)}, sent were {sent}", null, answer);
    }

    private static CheckResult CreatedAt(CheckScene scene, CheckAnswer answer, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var seconds))
        {
            return CheckResult.Fail(
                $"{Shown(scene, value)}: clients expect a whole number of seconds since 1970",
                null,
                answer
            );
        }

        var off = seconds - scene.TimeProvider.GetUtcNow().ToUnixTimeSeconds();
        return Math.Abs(off) <= FarOff.TotalSeconds
            ? CheckResult.Pass($"{seconds}")
            : CheckResult.Fail(
                $"{seconds}: {off:+0;-0} s from now",
                "look at the service's clock, and whether these are seconds",
                answer
            );
    }

    private static async Task<CheckResult> IdsAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var again = await scene.UploadAsync(scene.Exhibits.UploadedLines!, cancellationToken, "check-ids.jsonl");
        return !again.IsSuccess
                ? CheckResult.Fail(again.Words, "the same was taken before: look at the service's own log", again)
            : again.Text("id") is not { } id ? CheckResult.Fail("the second answer names no id", null, again)
            : id == scene.FileId
                ? CheckResult.Fail(
                    "both have the same id",
                    "who deletes one of them deletes both: let each upload have its own",
                    again
                )
            : CheckResult.Pass("two ids");
    }

    private static string Shown(CheckScene scene, JsonElement value) =>
        value.ValueKind == JsonValueKind.Undefined ? "absent" : scene.Redact(value.GetRawText());
}
