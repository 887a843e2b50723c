namespace BatchLoadTest.Checks.Matrix;

/// <summary>Services side by side: a column each, a row for each check that any of them has.</summary>
public sealed class CheckMatrix
{
    /// <summary>Puts them side by side.</summary>
    /// <param name="checks">At least one.</param>
    public CheckMatrix(IReadOnlyList<ReadCheck> checks)
    {
        Checks = checks;
        Dictionary<string, CheckMatrixRow> rows = new(StringComparer.Ordinal);
        foreach (var check in checks)
        {
            foreach (var row in check.Rows)
            {
                rows.TryAdd(
                    row.Id,
                    new CheckMatrixRow(
                        row,
                        [.. checks.Select(each => each.Rows.FirstOrDefault(other => other.Id == row.Id))]
                    )
                );
            }
        }

        // Groups in the order in which they come, also where a file has checks that the ones before it have not.
        Rows = [.. rows.Values.GroupBy(row => row.Group, StringComparer.Ordinal).SelectMany(group => group)];
        Heads = [.. checks.Select((check, index) => Head(check, index))];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ReadCheck> Checks { get; }

    /// <summary>A name for each that no other has.</summary>
    public IReadOnlyList<string> Heads { get; }

    /// <summary>All rows.</summary>
    public IReadOnlyList<CheckMatrixRow> Rows { get; }

    /// <summary>Those that are not the same everywhere.</summary>
    public IReadOnlyList<CheckMatrixRow> Different => [.. Rows.Where(row => !row.IsSame)];

    private string Head(ReadCheck check, int index)
    {
        var before = Checks.Take(index).Count(other => other.Name == check.Name);
        return before == 0 ? check.Name : $"{check.Name}-{before + 1}";
    }
}

/// <summary>A check at all services.</summary>
/// <param name="Check">What it is about, as the first that has it says.</param>
/// <param name="Cells">How it ended at each; null where it was not wanted.</param>
public sealed record CheckMatrixRow(ReadRow Check, IReadOnlyList<ReadRow?> Cells)
{
    /// <summary>What comes before the dot.</summary>
    public string Group => Check.Id.Split('.')[0];

    /// <summary>Whether it ended alike everywhere.</summary>
    public bool IsSame => Cells.All(cell => cell?.Verdict == Cells[0]?.Verdict);
}
