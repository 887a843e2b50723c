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
            new("create.followed", () => new BatchOfRowsRefused().ServeAsync),
        ];

    private sealed class BatchOfRowsRefused
    {
        private string? rows;

        public async Task<ServiceAnswer> ServeAsync(BrokenExchange exchange)
        {
            if (
                exchange.Is("POST batches")
                && rows is not null
                && exchange.Text.Contains(rows, StringComparison.Ordinal)
            )
            {
                return ServiceAnswer.Of(429, "Insufficient capacity for 24h completion window.");
            }

            var answer = await exchange.ForwardAsync();
            if (exchange.Is("POST files") && exchange.Text.Contains("\"rows.jsonl\"", StringComparison.Ordinal))
            {
                rows = answer.Json()?["id"]?.GetValue<string>();
            }

            return answer;
        }
    }
}
