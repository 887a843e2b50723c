using System.Runtime.InteropServices;

namespace BatchLoadTest.Measurements;

/// <summary>Tokens, as the <c>usage</c> of a service's answers has them.</summary>
/// <param name="Prompt">Tokens of prompts and other input, those read from a cache among them.</param>
/// <param name="Completion">Tokens of answers, those of reasoning among them.</param>
/// <param name="Reasoning">Those of <paramref name="Completion"/> that were spent on reasoning.</param>
/// <param name="Cached">Those of <paramref name="Prompt"/> that were read from a cache.</param>
/// <param name="Total">The service's own sum; prompt and completion where it gives none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TokenCounts(long Prompt, long Completion, long Reasoning, long Cached, long Total)
{
    /// <summary>Both together.</summary>
    public TokenCounts Plus(in TokenCounts other) =>
        new(
            Prompt + other.Prompt,
            Completion + other.Completion,
            Reasoning + other.Reasoning,
            Cached + other.Cached,
            Total + other.Total
        );
}
