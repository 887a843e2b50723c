using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Exhibits;

/// <summary>The result files of a batch, downloaded once for all who look at them.</summary>
/// <param name="Output">The answer of the output file's content; null where none is named.</param>
/// <param name="Errors">The error file's likewise.</param>
public sealed record ResultFiles(CheckAnswer? Output, CheckAnswer? Errors)
{
    /// <summary>The output file's lines.</summary>
    internal IReadOnlyList<ResultRow> OutputRows { get; } = ResultRow.All(Output);

    /// <summary>The error file's lines.</summary>
    internal IReadOnlyList<ResultRow> ErrorRows { get; } = ResultRow.All(Errors);

    /// <summary>All that can be read.</summary>
    internal IEnumerable<ResultRow> Whole => OutputRows.Concat(ErrorRows).Where(row => row.IsWhole);

    /// <summary>Those of rows that were answered.</summary>
    internal IEnumerable<ResultRow> AnsweredRows => Whole.Where(row => row.IsAnswered);

    /// <summary>The answer that shows a line of a kind.</summary>
    internal CheckAnswer? AnswerOf(ResultRow row) => OutputRows.Contains(row) ? Output : Errors;
}
