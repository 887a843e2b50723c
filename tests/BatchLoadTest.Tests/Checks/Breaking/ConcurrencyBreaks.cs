namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that get mixed up what comes at once.</summary>
internal static class ConcurrencyBreaks
{
    private const string Many = "many";

    public static IEnumerable<Break> All =>
        [
            new("concurrency.creates", () => new FifthIsRefused().ServeAsync),
            new("concurrency.ids", () => new SecondIsTheFirst(Many).ServeAsync),
            new("concurrency.polls", () => new TenthPollFails().ServeAsync),
            Break.Answer(
                "concurrency.uploads",
                "POST files",
                (answer, exchange) =>
                {
                    if (
                        exchange.Text.Contains("at-once-3.jsonl", StringComparison.Ordinal) && answer.Json() is { } file
                    )
                    {
                        file["filename"] = "at-once-4.jsonl";
                        answer.Text = file.ToJsonString();
                    }
                }
            ),
        ];

    private sealed class FifthIsRefused
    {
        private int creates;

        public Task<ServiceAnswer> ServeAsync(BrokenExchange exchange) =>
            MarkedBatch.Creates(exchange, Many) && Interlocked.Increment(ref creates) == 5
                ? Task.FromResult(ServiceAnswer.Of(503, "pool exhausted"))
                : exchange.ForwardAsync();
    }

    private sealed class TenthPollFails
    {
        private readonly MarkedBatch first = new("any");
        private int polls;

        public async Task<ServiceAnswer> ServeAsync(BrokenExchange exchange)
        {
            var (answer, kind, _) = await first.ServeAsync(exchange);
            return kind is "poll" or "end" && Interlocked.Increment(ref polls) == 10
                ? ServiceAnswer.Of(503, "pool exhausted")
                : answer;
        }
    }
}
