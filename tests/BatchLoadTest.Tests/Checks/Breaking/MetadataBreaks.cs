namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about what they say of a file.</summary>
internal static class MetadataBreaks
{
    public static IEnumerable<Break> All =>
        [
            FileBreaks.About(
                "metadata.same",
                "check.jsonl",
                "GET files/*",
                (answer, _) => answer.Text = answer.Text.Replace("\"bytes\":", "\"bytes\":1", StringComparison.Ordinal)
            ),
            FileBreaks.Unknown("metadata.unknown", "GET files/*", ServiceAnswer.Of(500, "no rows returned")),
            Break.Instead(
                "metadata.odd_id",
                "GET files/*",
                exchange => exchange.Route.Contains("odd", StringComparison.Ordinal),
                _ => ServiceAnswer.Of(500, "invalid length: expected 36")
            ),
        ];
}
