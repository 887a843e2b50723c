using System.Runtime.InteropServices;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>What the rows of a batch use. Follows from the seed, the row's number and its kind, so that nothing is kept of it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct RowUsages
{
    /// <summary>What services take a text's tokens for as long as nobody counts them, in bytes of the request's body.</summary>
    public const int BytesPerToken = 4;

    /// <summary>Most tokens of the answer to a row that names no most.</summary>
    private const int UsualMost = 64;

    private readonly ulong seed;
    private readonly double phase;
    private readonly double missing;

    /// <param name="resultSeed">What all results of the batch are drawn from.</param>
    /// <param name="missing">Share of rows whose answer does not say what it used.</param>
    public RowUsages(ulong resultSeed, double missing)
    {
        // Not the bits that ids are made of.
        seed = SeededDraws.Mix(~resultSeed);
        phase = SeededDraws.Fraction(seed);
        this.missing = missing;
    }

    /// <summary>What a row of the batch's input uses if it succeeds; null where its answer does not say.</summary>
    /// <param name="row">Its number in the input, from 0.</param>
    /// <param name="span">The row.</param>
    /// <param name="group">The rows of its kind.</param>
    public RowUsage? Of(int row, in RowSpan span, in RowGroup group)
    {
        if (missing > 0 && SpreadDraws.At(phase, row) < missing)
        {
            return null;
        }

        var prompt = Math.Max(1, group.Kind.BodyLength(span) / BytesPerToken);
        if (group.Kind.Endpoint == RowEndpoint.Embeddings)
        {
            return new RowUsage(prompt, Completion: 0, Reasoning: 0);
        }

        var bits = SeededDraws.Mix(seed + (ulong)row);
        var most = span.MaxTokens > 0 ? span.MaxTokens : UsualMost;
        var completion = 1 + (int)(bits % (uint)most);
        return new RowUsage(prompt, completion, group.Reasons ? ReasoningOf(SeededDraws.Mix(bits), completion) : 0);
    }

    /// <summary>Half of such rows are thought about.</summary>
    private static int ReasoningOf(ulong bits, int completion) =>
        (bits & 1) == 0 ? 0 : 1 + (int)((bits >> 1) % (uint)completion);
}
