namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that show one account what another has.</summary>
internal static class SecurityBreaks
{
    public static IEnumerable<Break> All =>
        [
            Shared("other_file", "GET files/*"),
            Shared("other_content", "GET files/*/content"),
            Shared("other_files", "GET files"),
            Shared("other_delete", "DELETE files/*"),
            Shared("other_batch", "GET batches/*"),
            Shared("other_batches", "GET batches"),
            Shared("other_create", "POST batches"),
            Shared("other_cancel", "POST batches/*/cancel"),
        ];

    private static Break Shared(string name, string route) =>
        Break.Request(
            "security." + name,
            route,
            exchange =>
            {
                if (exchange.IsOfSecondKey)
                {
                    exchange.Headers["Authorization"] = $"Bearer {CheckedService.Key}";
                }
            }
        );
}
