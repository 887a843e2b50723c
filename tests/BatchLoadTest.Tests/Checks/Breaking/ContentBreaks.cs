namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about the content of a file.</summary>
internal static class ContentBreaks
{
    private const string Name = "check-content.jsonl";
    private const string Route = "GET files/*/content";

    public static IEnumerable<Break> All =>
        [
            Of(
                "equal",
                (answer, _) => answer.Text = answer.Text.Replace("\"POST\"", "\"PUT\"", StringComparison.Ordinal)
            ),
            Of(
                "equal",
                (answer, exchange) =>
                    answer.Lines = exchange.Query.Length > 0 ? answer.Lines : [.. answer.Lines.Skip(1)]
            ) with
            {
                What = "a row is lost",
            },
            Of("type", (answer, _) => answer.Headers["Content-Type"] = "text/html"),
            FileBreaks.About("content.twice", Name, () => new OtherSecond().ServeAsync),
            FileBreaks.Unknown("content.unknown", Route, ServiceAnswer.Of(500, "no rows returned")),
            Of(
                "range",
                (answer, exchange) =>
                {
                    if (exchange.Headers.ContainsKey("Range"))
                    {
                        (answer.Status, answer.Text) = (206, "0123456789");
                    }
                }
            ),
            Without("limit"),
            Without("skip"),
            Of("incomplete", (answer, _) => answer.Headers.Remove("X-Incomplete")),
            Of("last_line", (answer, _) => answer.Headers["X-Last-Line"] = "7"),
            Break.Instead("content.head", "HEAD files/*/content", _ => true, _ => ServiceAnswer.Of(200)),
            Of(
                "gzip",
                (answer, exchange) =>
                {
                    if (exchange.Headers.ContainsKey("Accept-Encoding"))
                    {
                        answer.Headers["Content-Encoding"] = "gzip";
                    }
                }
            ),
        ];

    private static Break Of(string name, Action<ServiceAnswer, BrokenExchange> change) =>
        FileBreaks.About("content." + name, Name, Route, change);

    private static Break Without(string name) =>
        Break.Request(
            "content." + name,
            Route,
            exchange => exchange.Query = exchange.Query.Replace($"?{name}=1", "", StringComparison.Ordinal)
        );

    private sealed class OtherSecond
    {
        private int reads;

        public async Task<ServiceAnswer> ServeAsync(BrokenExchange exchange)
        {
            var answer = await exchange.ForwardAsync();
            if (exchange.Is(Route) && Interlocked.Increment(ref reads) == 2)
            {
                answer.Lines = [.. answer.Lines.Reverse()];
            }

            return answer;
        }
    }
}
