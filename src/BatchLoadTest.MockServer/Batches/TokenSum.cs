using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Adds up what rows used. Not safe for several threads at once.</summary>
internal sealed class TokenSum
{
    public long Rows { get; private set; }

    public long RowsWithoutUsage { get; private set; }

    public long Prompt { get; private set; }

    public long Completion { get; private set; }

    public long Reasoning { get; private set; }

    /// <summary>Adds a row that succeeded; null where its answer does not say what it used.</summary>
    public void Add(in RowUsage? usage)
    {
        Rows++;
        RowsWithoutUsage += usage is null ? 1 : 0;
        var (prompt, completion, reasoning) = usage.GetValueOrDefault();
        Prompt += prompt;
        Completion += completion;
        Reasoning += reasoning;
    }

    public void Add(TokenSum other)
    {
        Rows += other.Rows;
        RowsWithoutUsage += other.RowsWithoutUsage;
        Prompt += other.Prompt;
        Completion += other.Completion;
        Reasoning += other.Reasoning;
    }

    public MockModelTokens ToCounts() => new(Rows, RowsWithoutUsage, Prompt, Completion, Reasoning);
}
