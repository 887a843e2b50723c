namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about keys.</summary>
internal static class KeysBreaks
{
    private const string Known = $"Bearer {CheckedService.Key}";

    public static IEnumerable<Break> All =>
        [
            Break.Request(
                "keys.missing",
                "GET batches",
                exchange => exchange.Headers.TryAdd("Authorization", Known)
            ) with
            {
                What = "lets it in",
            },
            Break.Instead(
                "keys.wrong",
                "GET batches",
                exchange =>
                    exchange.Headers.GetValueOrDefault("Authorization")?.EndsWith("none", StringComparison.Ordinal)
                    == true,
                _ => ServiceAnswer.Of(500, "no rows returned by a query that expected one")
            ),
            Break.Instead(
                "keys.empty",
                "GET batches",
                exchange => exchange.Headers.GetValueOrDefault("Authorization")?.Trim() == "Bearer",
                _ => ServiceAnswer.Of(403, "forbidden")
            ),
            Break.Instead(
                "keys.scheme",
                "GET batches",
                exchange =>
                    exchange.Headers.GetValueOrDefault("Authorization")?.StartsWith("bearer", StringComparison.Ordinal)
                    == true,
                _ => ServiceAnswer.Of(401, "Authentication required")
            ),
            Break.Instead(
                "keys.echo",
                "GET batches",
                exchange =>
                    exchange.Headers.GetValueOrDefault("Authorization")?.EndsWith("echo", StringComparison.Ordinal)
                    == true,
                exchange => ServiceAnswer.Of(401, $"No such key: {exchange.Headers["Authorization"]}")
            ),
            Break.Answer("keys.challenge", "GET batches", (answer, _) => answer.Headers["WWW-Authenticate"] = "Bearer"),
        ];
}
