namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that do once what is asked for twice, or the other way round.</summary>
internal static class IdempotenceBreaks
{
    public static IEnumerable<Break> All =>
        [
            new("idempotence.two", () => new SecondIsTheFirst("twice").ServeAsync),
            // As few services do.
            new("idempotence.key", () => new SecondIsTheFirst("keyed").ServeAsync),
            Break.Instead(
                "idempotence.delete",
                "DELETE batches/*",
                _ => true,
                _ => ServiceAnswer.Of(405, "Method Not Allowed")
            ),
            new("idempotence.deleted", () => new OfDeleted("GET", 200).ServeAsync),
            new("idempotence.delete_again", () => new OfDeleted("DELETE", 500).ServeAsync),
        ];

    private sealed class OfDeleted(string method, int status)
    {
        private volatile string? deleted;

        public async Task<ServiceAnswer> ServeAsync(BrokenExchange exchange)
        {
            var answer = await exchange.ForwardAsync();
            if (
                exchange.Method == method
                && deleted is { } id
                && exchange.Route.EndsWith("batches/" + id, StringComparison.Ordinal)
            )
            {
                return ServiceAnswer.Of(status, "{}", "application/json");
            }

            if (exchange.Is("DELETE batches/*") && answer.IsSuccess)
            {
                deleted = exchange.Part(1);
            }

            return answer;
        }
    }
}
