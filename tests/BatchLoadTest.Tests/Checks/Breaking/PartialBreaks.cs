namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about a batch that is worked on, and about other ways to its results.</summary>
internal static class PartialBreaks
{
    private const string Followed = "followed";

    // So long that rows are done before its end.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    public static IEnumerable<Break> All => [.. OfTheFiles, .. OfOtherWays];

    private static IEnumerable<Break> OfTheFiles =>
        [
            SoFar("output", "output", answer => (answer.Status, answer.Text) = (404, "File not found")),
            SoFar("incomplete", "output", answer => answer.Headers.Remove("X-Incomplete")),
            SoFar("error_file", "errors", answer => (answer.Status, answer.Text) = (404, "File not found")),
            SoFar(
                "lines",
                "output",
                answer =>
                    answer.Text = answer.Text.Replace("\"batch_req_", "\"batch_req_other_", StringComparison.Ordinal)
            ),
        ];

    private static IEnumerable<Break> OfOtherWays =>
        [
            Break.Marked(
                "results_route.there",
                Followed,
                (answer, kind, _) =>
                {
                    if (kind == "results")
                    {
                        (answer.Status, answer.Text) = answer.IsSuccess ? (404, "Not Found") : (200, LinesOf(12));
                    }
                }
            ),
            new("results_route.lines", () => Results(11)) { Unbroken = () => Results(12) },
            Break.Marked(
                "results_route.analytics",
                Followed,
                (answer, kind, _) =>
                {
                    if (kind == "analytics")
                    {
                        (answer.Status, answer.Text) = answer.IsSuccess ? (404, "Not Found") : (200, "{}");
                    }
                }
            ),
        ];

    private static Break SoFar(string name, string file, Action<ServiceAnswer> change) =>
        Break.Marked(
            "partial." + name,
            Followed,
            (answer, kind, _) =>
            {
                if (kind == file + " so far")
                {
                    change(answer);
                }
            }
        ) with
        {
            BatchDuration = Duration,
        };

    private static Func<BrokenExchange, Task<ServiceAnswer>> Results(int lines)
    {
        var batch = new MarkedBatch(Followed);
        return async exchange =>
        {
            var (answer, kind, _) = await batch.ServeAsync(exchange);
            return kind == "results" ? ServiceAnswer.Of(200, LinesOf(lines), "application/x-ndjson") : answer;
        };
    }

    private static string LinesOf(int count) =>
        string.Concat(
            Enumerable
                .Range(1, count)
                .Select(number => $$"""{"custom_id":"check-row-{{number:00}}","status":"completed"}""" + "\n")
        );
}
