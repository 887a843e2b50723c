using System.Globalization;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>What the rows of one batch say that they took together, to be compared with the service's own sums.</summary>
/// <param name="Rows">Rows that succeeded; each says what it took.</param>
/// <param name="Tokens">The sums over them.</param>
public sealed record RowSums(long Rows, TokenCounts Tokens)
{
    /// <summary>
    /// The sums of a batch; null where its rows do not tell enough: not all say what they took, none succeeded, or the results
    /// have defects, so that nobody knows which of the rows found are among those that the service has added up.
    /// </summary>
    /// <param name="findings">What the check of a completed batch has found whose files were read to their ends.</param>
    public static RowSums? Of(ResultFindings findings)
    {
        var rows = findings.Usage.Sum(model => model.Rows);
        var hasDefects = findings.Total > findings[ResultDefect.CountsDisagree];
        return hasDefects || rows == 0 || findings.Usage.Any(model => model.RowsWithUsage < model.Rows)
            ? null
            : new RowSums(rows, findings.Usage.Aggregate(default(TokenCounts), (sum, model) => sum.Plus(model.Tokens)));
    }

    /// <summary>Whether the service says that some of these rows are not in its sums yet.</summary>
    public bool IsAhead(TokenSums service) => service.Rows < Rows;

    /// <summary>Both sums, where they differ; null where each that the service names is that of the rows.</summary>
    public string? Difference(TokenSums service)
    {
        if (
            Same(service.Prompt, Tokens.Prompt)
            && Same(service.Completion, Tokens.Completion)
            && Same(service.Total, Tokens.Total)
        )
        {
            return null;
        }

        var of = IsAhead(service) ? string.Create(CultureInfo.InvariantCulture, $" of {service.Rows:N0} rows") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"says {Text(service.Prompt)} in + {Text(service.Completion)} out = {Text(service.Total)} tokens{of}, its {Rows:N0} rows "
                + $"have {Tokens.Prompt:N0} + {Tokens.Completion:N0} = {Tokens.Total:N0}"
        );
    }

    private static bool Same(long? service, long rows) => service is null || service == rows;

    private static string Text(long? sum) =>
        sum is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : "?";
}
