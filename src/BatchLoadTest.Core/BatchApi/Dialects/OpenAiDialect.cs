namespace BatchLoadTest.BatchApi.Dialects;

/// <summary>OpenAI, and what says that it is compatible: Groq, vLLM's kin, LiteLLM.</summary>
internal static class OpenAiDialect
{
    /// <summary>What is its own, by its API reference.</summary>
    public static Dialect Create() =>
        new()
        {
            Name = "openai",
            Service = "OpenAI",
            // The second: where data stay in one region, such as eu.api.openai.com.
            Hosts = ["api.openai.com", ".api.openai.com"],
            ApiBase = "/v1",
            TokenSums = TokenSumsPlace.InBatch,
        };
}
