using System.Text.Json;

namespace BatchLoadTest.Checks.Upload;

/// <summary>What becomes of uploads that say when they expire.</summary>
internal static class UploadExpiry
{
    private const string Source = "OpenAI: POST /files, expires_after";
    private const long Hour = 3600;
    private const long TenYears = 10 * 365 * 24 * Hour;

    /// <summary>The checks.</summary>
    public static IReadOnlyList<ICheck> Checks() =>
        [
            new SimpleCheck(
                new CheckInfo("upload.expires", "expires_after is kept", CheckWorth.Should, Source),
                ["preflight.upload"],
                KeptAsync
            ),
            Refused("expires_short", "an expiry of 10 s is refused", 10),
            Refused("expires_long", "an expiry of 10 years is refused", TenYears),
        ];

    private static RefusedFormCheck Refused(string name, string requirement, long seconds) =>
        new(
            name,
            requirement,
            CheckWorth.Differs,
            Source + ": 3600 to 2592000",
            (purpose, file, content) =>
                new UploadForm().Field("purpose", purpose).Expires(seconds).File(file, content).End()
        );

    private static async Task<CheckResult> KeptAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var row = await SampleRow.OfAsync(scene, cancellationToken);
        var answer = await scene.UploadAsync(
            new UploadForm()
                .Field("purpose", scene.Options.Dialect.Purpose)
                .Expires(Hour)
                .File("check-expires.jsonl", SampleRow.File(row.Line))
                .End(),
            cancellationToken
        );
        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(answer.Words, "--expire-files makes no sense here", answer);
        }

        var (created, expires) = (answer.Member("created_at"), answer.Member("expires_at"));
        return expires.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
                ? CheckResult.Fail("taken, and nothing is said of it", null, answer)
            : created.ValueKind != JsonValueKind.Number || expires.ValueKind != JsonValueKind.Number
                ? CheckResult.NotSeen("created_at and expires_at are no numbers of seconds", answer)
            : expires.GetDouble() - created.GetDouble() is var life && Math.Abs(life - Hour) <= 1
                ? CheckResult.Pass($"{Hour} s after it was created")
            : CheckResult.Fail($"asked for were {Hour} s, it says {life:0}", null, answer);
    }
}
