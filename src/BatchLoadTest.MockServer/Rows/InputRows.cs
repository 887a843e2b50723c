using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>The requests of an uploaded file.</summary>
internal sealed record InputRows
{
    public required StoredContent Content { get; init; }

    public required IReadOnlyList<RowSpan> Rows { get; init; }

    /// <summary>What a batch of this file will fail for; only with a flavour that does not refuse such a file.</summary>
    public required IReadOnlyList<RowProblem> Problems { get; init; }

    /// <summary>Each url of the rows with the first line that has it.</summary>
    public required IReadOnlyDictionary<string, int> Urls { get; init; }

    /// <summary>The kinds of rows, by the number that a row has.</summary>
    public required IReadOnlyList<RowGroup> Groups { get; init; }

    /// <summary>How many rows name each model; those without one stand under the empty name.</summary>
    public required IReadOnlyDictionary<string, int> Models { get; init; }
}
