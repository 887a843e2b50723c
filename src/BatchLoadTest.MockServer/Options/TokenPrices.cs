namespace BatchLoadTest.MockServer.Options;

/// <summary>What tokens cost, whichever the model: in US dollars, as the control layer's credits are.</summary>
internal static class TokenPrices
{
    private const decimal Million = 1_000_000m;

    /// <summary>A token of what is asked: 0.15 per million.</summary>
    public const decimal Prompt = 0.15m / Million;

    /// <summary>A token of what is answered, also of reasoning: 0.60 per million.</summary>
    public const decimal Completion = 0.60m / Million;

    /// <summary>The price of a number of both.</summary>
    public static decimal Of(long prompt, long completion) => (prompt * Prompt) + (completion * Completion);
}
