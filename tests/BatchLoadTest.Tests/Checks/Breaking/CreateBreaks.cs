namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about what they take as a batch.</summary>
internal static class CreateBreaks
{
    public static IEnumerable<Break> All =>
        [
            Break.Instead(
                "create.rows",
                "POST files",
                exchange => exchange.Text.Contains("rows.jsonl", StringComparison.Ordinal),
                _ => ServiceAnswer.Of(500, "pool exhausted")
            ),
            new("create.followed", () => new SecondCreateRefused().ServeAsync),
        ];

    private sealed class SecondCreateRefused
    {
        private int creates;

        public Task<ServiceAnswer> ServeAsync(BrokenExchange exchange) =>
            exchange.Is("POST batches") && Interlocked.Increment(ref creates) == 2
                ? Task.FromResult(ServiceAnswer.Of(429, "Insufficient capacity for 24h completion window."))
                : exchange.ForwardAsync();
    }
}
