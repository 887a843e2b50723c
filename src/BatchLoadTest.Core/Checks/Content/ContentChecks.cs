using System.IO.Compression;
using System.Net.Http;
using System.Text;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Content;

/// <summary>How a file's content is sent.</summary>
public static class ContentChecks
{
    private const string Source = "OpenAI: GET /files/{id}/content";
    private const string ControlLayer = "control layer";
    private const int First = 10;

    private delegate Task<CheckResult> Look(
        CheckScene scene,
        SentFile file,
        CheckAnswer whole,
        CancellationToken cancellationToken
    );

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            new EqualCheck(),
            Of("type", "its type is no web page's and no JSON object's", CheckWorth.Should, Source, TypeAsync),
            Of("twice", "downloaded twice it is the same", CheckWorth.Should, Source, TwiceAsync),
            Of("unknown", "an unknown id is 404", CheckWorth.Should, "RFC 9110 15.5.5", UnknownAsync),
            Of("range", "a range is kept, or left aside", CheckWorth.Should, "RFC 9110 14.2", RangeAsync),
            Of("limit", "limit=1 gives one row", CheckWorth.Differs, ControlLayer, LimitAsync),
            Of("skip", "skip=1 leaves the first row out", CheckWorth.Differs, ControlLayer, SkipAsync),
            Of("incomplete", "a header says that it is all", CheckWorth.Differs, ControlLayer, IncompleteAsync),
            Of("last_line", "a header says the last line", CheckWorth.Differs, ControlLayer, LastLineAsync),
            Of("head", "HEAD is answered", CheckWorth.Differs, "RFC 9110 9.1", HeadAsync),
            Of("gzip", "gzip, where it is asked for, is right", CheckWorth.Should, "RFC 9110 12.5.3", GzipAsync),
        ];

    private static SimpleCheck Of(string name, string requirement, CheckWorth worth, string source, Look look) =>
        new(
            new CheckInfo("content." + name, requirement, worth, source),
            ["preflight.upload"],
            (scene, cancellationToken) =>
                scene.Exhibits.Downloaded is { } known
                    ? look(scene, known.File, known.Download, cancellationToken)
                    : Task.FromResult(CheckResult.Skip($"{EqualCheck.Id} has downloaded nothing"))
        );

    private static Task<CheckResult> TypeAsync(CheckScene scene, SentFile file, CheckAnswer whole, CancellationToken _)
    {
        var type = whole.ContentHeaders?.ContentType?.MediaType;
        return Task.FromResult(
            type is null ? CheckResult.Fail("it has none", null, whole)
            : type is "text/html" or "application/json"
                ? CheckResult.Fail(
                    scene.Redact(type),
                    "clients read it as one document: application/x-ndjson or application/octet-stream is right",
                    whole
                )
            : CheckResult.Pass(scene.Redact(type))
        );
    }

    private static async Task<CheckResult> TwiceAsync(
        CheckScene scene,
        SentFile file,
        CheckAnswer whole,
        CancellationToken cancellationToken
    )
    {
        var again = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Content(file.Id), cancellationToken);
        return !again.IsSuccess ? CheckResult.Fail(again.Words, null, again)
            : again.Body == whole.Body ? CheckResult.Pass($"{again.Length} bytes")
            : CheckResult.Fail(
                ContentRows.Difference(whole.Body, again.Body) is { } difference
                    ? scene.Redact(difference.Replace("sent", "before", StringComparison.Ordinal))
                    : "the same rows in other bytes",
                "a download that was cut cannot be gone on with",
                again
            );
    }

    private static async Task<CheckResult> UnknownAsync(
        CheckScene scene,
        SentFile file,
        CheckAnswer whole,
        CancellationToken cancellationToken
    ) =>
        Refusal.Judge(
            await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Content(StrangeId.Of(file.Id)), cancellationToken),
            404
        );

    private static async Task<CheckResult> RangeAsync(
        CheckScene scene,
        SentFile file,
        CheckAnswer whole,
        CancellationToken cancellationToken
    )
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.Content(file.Id),
            cancellationToken,
            headers: [new("Range", $"bytes=0-{First - 1}")]
        );
        return answer.Status switch
        {
            206 when answer.Length == First && whole.Body.StartsWith(answer.Body, StringComparison.Ordinal) =>
                CheckResult.Pass($"206 with {First} bytes"),
            206 => CheckResult.Fail($"206 with {answer.Length} bytes that are not the first {First}", null, answer),
            200 when answer.Length == whole.Length => CheckResult.Pass("200 with all"),
            200 => CheckResult.Fail($"200 with {answer.Length} bytes of {whole.Length}", "a part is 206", answer),
            _ => CheckResult.Fail(answer.Words, null, answer),
        };
    }

    private static Task<CheckResult> LimitAsync(
        CheckScene scene,
        SentFile file,
        CheckAnswer whole,
        CancellationToken cancellationToken
    ) => PartAsync(scene, file, "limit", file.RowIds.Take(1), cancellationToken);

    private static Task<CheckResult> SkipAsync(
        CheckScene scene,
        SentFile file,
        CheckAnswer whole,
        CancellationToken cancellationToken
    ) => PartAsync(scene, file, "skip", file.RowIds.Skip(1), cancellationToken);

    private static async Task<CheckResult> PartAsync(
        CheckScene scene,
        SentFile file,
        string name,
        IEnumerable<string> wanted,
        CancellationToken cancellationToken
    )
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.Under($"files/{Uri.EscapeDataString(file.Id)}/content?{name}=1"),
            cancellationToken
        );
        var ids = ContentRows.Ids(answer.Body);
        return !answer.IsSuccess ? CheckResult.Fail(answer.Words, null, answer)
            : ids.SequenceEqual(wanted, StringComparer.Ordinal)
                ? CheckResult.Pass($"{ids.Count} of {file.RowIds.Count} rows")
            : ids.SequenceEqual(file.RowIds, StringComparer.Ordinal)
                ? CheckResult.Fail($"it is left aside: all {ids.Count} rows", null, answer)
            : CheckResult.Fail($"{ids.Count} rows, and not those", null, answer);
    }

    private static Task<CheckResult> IncompleteAsync(
        CheckScene scene,
        SentFile file,
        CheckAnswer whole,
        CancellationToken _
    ) => Header(scene, whole, scene.Options.Dialect.IncompleteHeader, "false");

    private static Task<CheckResult> LastLineAsync(
        CheckScene scene,
        SentFile file,
        CheckAnswer whole,
        CancellationToken _
    ) => Header(scene, whole, scene.Options.Dialect.LastLineHeader, $"{file.RowIds.Count}");

    private static Task<CheckResult> Header(CheckScene scene, CheckAnswer answer, string name, string wanted)
    {
        var value = answer.Header(name);
        return Task.FromResult(
            value == wanted ? CheckResult.Pass($"{name}: {value}")
            : value is null ? CheckResult.Fail($"there is no {name}", null, answer)
            : CheckResult.Fail($"{name}: {scene.Redact(value)}, and not {wanted}", null, answer)
        );
    }

    private static async Task<CheckResult> HeadAsync(
        CheckScene scene,
        SentFile file,
        CheckAnswer whole,
        CancellationToken cancellationToken
    )
    {
        var answer = await scene.Client.SendAsync(HttpMethod.Head, scene.Paths.Content(file.Id), cancellationToken);
        return answer.IsSuccess ? CheckResult.Pass($"{answer.Status}") : CheckResult.Fail(answer.Words, null, answer);
    }

    private static async Task<CheckResult> GzipAsync(
        CheckScene scene,
        SentFile file,
        CheckAnswer whole,
        CancellationToken cancellationToken
    )
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.Content(file.Id),
            cancellationToken,
            headers: [new("Accept-Encoding", "gzip")]
        );
        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(answer.Words, null, answer);
        }

        var encoding = answer.ContentHeaders!.ContentEncoding.FirstOrDefault();
        var text = encoding switch
        {
            null => answer.Body,
            "gzip" => Decoded(answer.Bytes),
            _ => null,
        };
        return text is null
                ? CheckResult.Fail($"Content-Encoding {scene.Redact(encoding!)} cannot be read", null, answer)
            : ContentRows.Ids(text).SequenceEqual(ContentRows.Ids(whole.Body), StringComparer.Ordinal)
                ? CheckResult.Pass(encoding is null ? "sent as it is" : $"{answer.Length} bytes of {text.Length}")
            : CheckResult.Fail("other rows than without it", null, answer);
    }

    private static string? Decoded(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var packed = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
            using var text = new StreamReader(packed, Encoding.UTF8);
            return text.ReadToEnd();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
