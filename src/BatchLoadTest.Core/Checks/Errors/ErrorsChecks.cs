using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Errors;

/// <summary>How a service says no, and what stands in the heads of its answers.</summary>
public static class ErrorsChecks
{
    private const string RequestIdHeader = "x-request-id";

    // Longer than most ids and keys together, and within what servers take by default.
    private const int VeryLong = 6_000;

    private delegate Task<CheckResult> Look(CheckScene scene, CancellationToken cancellationToken);

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            Of("unknown_path", "an unknown path is 404", CheckWorth.Should, "RFC 9110 15.5.5", PathAsync),
            Of("wrong_method", "a wrong method is 405 with Allow", CheckWorth.Differs, "RFC 9110 15.5.6", MethodAsync),
            Of(
                "object",
                "a refusal is an object error with message",
                CheckWorth.Differs,
                "OpenAI: errors",
                ObjectAsync
            ),
            Of("no_html", "no refusal is a web page", CheckWorth.Should, "OpenAI: errors", HtmlAsync),
            Of("json_type", "what is JSON is called so", CheckWorth.Should, "RFC 9110 8.3", JsonTypeAsync),
            Of(
                "request_id",
                "every answer has " + RequestIdHeader,
                CheckWorth.Differs,
                "OpenAI: debugging requests",
                RequestIdAsync
            ),
            Of("date", "every answer has a Date", CheckWorth.Should, "RFC 9110 6.6.1", DateAsync),
            new SimpleCheck(
                new CheckInfo(
                    "errors.plain_create",
                    "a batch as text/plain is refused",
                    CheckWorth.Should,
                    "RFC 9110 15.5.16"
                ),
                ["preflight.create"],
                PlainCreateAsync
            ),
            Of(
                "long_url",
                "a long address is no fault of the service",
                CheckWorth.Should,
                "RFC 9110 15.5.15",
                LongUrlAsync
            ),
            Of(
                "long_header",
                "a long header is no fault of the service",
                CheckWorth.Should,
                "RFC 6585 5",
                LongHeaderAsync
            ),
        ];

    private static SimpleCheck Of(string name, string requirement, CheckWorth worth, string source, Look look) =>
        new(
            new CheckInfo("errors." + name, requirement, worth, source),
            ["preflight.upload"],
            (scene, end) => look(scene, end)
        );

    private static Task<CheckAnswer> GetAsync(CheckScene scene, string path, CancellationToken cancellationToken) =>
        scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Under(path), cancellationToken);

    private static async Task<CheckAnswer> OwnFileAsync(CheckScene scene, CancellationToken cancellationToken) =>
        scene.Exhibits.KnownFile ??= await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.File(scene.FileId!),
            cancellationToken
        );

    private static async Task<CheckAnswer> UnknownFileAsync(CheckScene scene, CancellationToken cancellationToken) =>
        scene.Exhibits.UnknownFile ??= await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.File(StrangeId.Of(scene.FileId!)),
            cancellationToken
        );

    private static async Task<CheckResult> PathAsync(CheckScene scene, CancellationToken cancellationToken) =>
        Refusal.Judge(await GetAsync(scene, "no-such-path", cancellationToken), 404);

    private static async Task<CheckResult> MethodAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(HttpMethod.Patch, scene.Paths.Batches, cancellationToken);
        var allowed = answer.ContentHeaders?.Allow;
        return answer.Status != 405 ? CheckResult.Fail($"PATCH of the list: {answer.Words}", null, answer)
            : allowed is { Count: > 0 }
                ? CheckResult.Pass($"405, allowed are {scene.Redact(string.Join(", ", allowed))}")
            : CheckResult.Fail("405 without Allow", null, answer);
    }

    private static async Task<CheckResult> ObjectAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await UnknownFileAsync(scene, cancellationToken);
        return answer.Status is null or < 400
                ? CheckResult.NotSeen($"an unknown file is no error: {answer.Words}", answer)
            : answer.Member("error") is { ValueKind: JsonValueKind.Object } error
            && error.TryGetProperty("message", out var message)
            && message.ValueKind == JsonValueKind.String
                ? CheckResult.Pass(
                    scene.Redact(string.Join(", ", error.EnumerateObject().Select(member => member.Name)))
                )
            : CheckResult.Fail($"{answer.Words}: {KindOf(answer)}", "OpenAI's clients show no reason then", answer);
    }

    private static string KindOf(CheckAnswer answer) =>
        answer.Body.Length == 0 ? "no body"
        : answer.Json().ValueKind == JsonValueKind.Undefined ? "text"
        : "JSON of another form";

    private static async Task<CheckResult> HtmlAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        List<CheckAnswer> answers =
        [
            await UnknownFileAsync(scene, cancellationToken),
            await GetAsync(scene, "no-such-path", cancellationToken),
            await scene.Client.SendAsync(HttpMethod.Patch, scene.Paths.Batches, cancellationToken),
        ];
        return answers.Find(IsHtml) is { } page
            ? CheckResult.Fail($"{page.Status} and a web page", "look at what stands before the service", page)
            : CheckResult.Pass(string.Join(", ", answers.Select(answer => answer.Status)));
    }

    private static bool IsHtml(CheckAnswer answer) =>
        answer.ContentHeaders?.ContentType?.MediaType == "text/html" || answer.Body.AsSpan().TrimStart() is ['<', ..];

    private static async Task<CheckResult> JsonTypeAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        foreach (
            var answer in new[]
            {
                await OwnFileAsync(scene, cancellationToken),
                await UnknownFileAsync(scene, cancellationToken),
            }
        )
        {
            var type = answer.ContentHeaders?.ContentType?.MediaType;
            if (
                answer.Json().ValueKind == JsonValueKind.Object
                && type?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true
            )
            {
                return CheckResult.Fail(
                    $"{answer.Status} has a JSON object, and is {scene.Redact(type ?? "of no type")}",
                    "clients that look at the type do not read it",
                    answer
                );
            }
        }

        return CheckResult.Pass("of a success and of a refusal");
    }

    private static async Task<CheckResult> RequestIdAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var (success, error) = (
            await OwnFileAsync(scene, cancellationToken),
            await UnknownFileAsync(scene, cancellationToken)
        );
        return (success.Header(RequestIdHeader), error.Header(RequestIdHeader)) switch
        {
            (null, null) => CheckResult.Fail("there is none", "a fault cannot be looked up by its request", error),
            (null, _) => CheckResult.Fail("refusals only have it", null, success),
            (_, null) => CheckResult.Fail("a success has it, a refusal has not", null, error),
            var (first, second) when first == second => CheckResult.Fail("two requests have the same", null, error),
            _ => CheckResult.Pass("success and refusal, each its own"),
        };
    }

    private static async Task<CheckResult> DateAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await OwnFileAsync(scene, cancellationToken);
        return answer.Headers is null ? CheckResult.NotSeen(answer.Words, answer)
            : answer.Headers.Date is null
                ? CheckResult.Fail("there is none that can be read", "its clock cannot be compared", answer)
            : CheckResult.Pass("there is one");
    }

    // Of a file that is there: else it would be refused for that. Who takes it works on one row.
    private static async Task<CheckResult> PlainCreateAsync(CheckScene scene, CancellationToken cancellationToken) =>
        Refusal.Judge(
            await scene.CreateAsync(CheckBody.Text(scene.CreateBody(scene.FileId!), "text/plain"), cancellationToken)
        );

    private static async Task<CheckResult> LongUrlAsync(CheckScene scene, CancellationToken cancellationToken) =>
        NoFault(await GetAsync(scene, "files?limit=1&note=" + new string('x', VeryLong), cancellationToken));

    private static async Task<CheckResult> LongHeaderAsync(CheckScene scene, CancellationToken cancellationToken) =>
        NoFault(
            await scene.Client.SendAsync(
                HttpMethod.Get,
                scene.Paths.File(scene.FileId!),
                cancellationToken,
                headers: [new("X-Check-Note", new string('x', VeryLong))]
            )
        );

    private static CheckResult NoFault(CheckAnswer answer) =>
        answer.Status is null or >= 500
            ? CheckResult.Fail(
                $"with {VeryLong} characters more: {answer.Words}",
                "clients take it for the service's fault and send again",
                answer
            )
            : CheckResult.Pass($"{answer.Status} with {VeryLong} characters more");
}
