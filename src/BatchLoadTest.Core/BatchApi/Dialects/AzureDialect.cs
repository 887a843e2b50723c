using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Dialects;

/// <summary>
/// Azure OpenAI: the version in the query, the key in a header of its own, and files that no batch is made of before they are
/// processed. Its words for a batch's status are OpenAI's.
/// </summary>
internal static class AzureDialect
{
    /// <summary>What is its own, by its REST reference (data plane, 2024-10-21) and its guide to batches.</summary>
    public static Dialect Create() =>
        new()
        {
            Name = "azure",
            Service = "Azure OpenAI",
            Hosts = [".openai.azure.com", ".cognitiveservices.azure.com"],
            ApiBase = "/openai",
            // The newest that is generally available; later services are under /openai/v1 without one.
            ApiVersion = "2024-10-21",
            Endpoint = "/chat/completions",
            KeyHeader = "api-key",
            KeyPrefix = "",
            // This version does not have it.
            SaysExpiry = false,
            // "Only files with status 'Processed' are accepted for batch inferencing."
            PendingFileWords = ["pending", "running"],
            OwnRefusals = [new RefusalRule(404, "deployment", Refusal.Model)],
        };
}
