namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about how they say no.</summary>
internal static class ErrorsBreaks
{
    private const string Page = "<!DOCTYPE html><html><body>Not found</body></html>";

    public static IEnumerable<Break> All => [.. Words, .. Requests];

    private static IEnumerable<Break> Words =>
        [
            Break.Instead("errors.unknown_path", "GET no-such-path", _ => true, _ => ServiceAnswer.Of(500, "panicked")),
            Break.Instead("errors.wrong_method", "PATCH batches", _ => true, _ => ServiceAnswer.Of(404, "Not Found")),
            Break.Answer(
                "errors.object",
                "GET files/*",
                (answer, _) =>
                {
                    if (answer.Status == 404)
                    {
                        answer.Headers["Content-Type"] = "application/json";
                        answer.Text = """{"error":{"message":"No such File object","type":"invalid_request_error"}}""";
                    }
                }
            ),
            Break.Instead(
                "errors.no_html",
                "GET no-such-path",
                _ => true,
                _ => ServiceAnswer.Of(404, Page, "text/html")
            ),
            Break.Answer(
                "errors.json_type",
                "GET files/*",
                (answer, _) => answer.Headers["Content-Type"] = "text/plain"
            ),
            Always("errors.request_id", answer => answer.Headers["x-request-id"] = Guid.NewGuid().ToString()),
            Always("errors.date", answer => answer.Headers["Date"] = "yesterday"),
        ];

    private static IEnumerable<Break> Requests =>
        [
            Break.Request(
                "errors.plain_create",
                "POST batches",
                exchange => exchange.Headers["Content-Type"] = "application/json"
            ),
            Break.Instead(
                "errors.long_url",
                "GET files",
                exchange => exchange.Query.Length > 5_000,
                _ => ServiceAnswer.Of(502, "bad gateway")
            ),
            Break.Instead(
                "errors.long_header",
                "GET files/*",
                exchange => exchange.Headers.ContainsKey("X-Check-Note"),
                _ => ServiceAnswer.Of(502, "bad gateway")
            ),
        ];

    private static Break Always(string check, Action<ServiceAnswer> change) =>
        new(
            check,
            () =>
                async exchange =>
                {
                    var answer = await exchange.ForwardAsync();
                    change(answer);
                    return answer;
                }
        );
}
