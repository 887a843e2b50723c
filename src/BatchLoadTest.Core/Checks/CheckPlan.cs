namespace BatchLoadTest.Checks;

/// <summary>Which checks are made: those that are wanted, and those that these need.</summary>
public sealed class CheckPlan
{
    private readonly HashSet<string> wanted = new(StringComparer.Ordinal);
    private readonly HashSet<string> needed = new(StringComparer.Ordinal);

    /// <summary>A plan.</summary>
    /// <param name="all">All checks, in order.</param>
    /// <param name="selection">Which are wanted.</param>
    public CheckPlan(IReadOnlyList<ICheck> all, CheckSelection selection)
    {
        // What a check needs comes before it.
        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        foreach (var check in all.Where(check => selection.Skips(check.Info) || check.Needs.Any(leftOut.Contains)))
        {
            leftOut.Add(check.Info.Id);
        }

        foreach (var check in all.Reverse().Where(check => !leftOut.Contains(check.Info.Id)))
        {
            if (selection.Has(check.Info))
            {
                wanted.Add(check.Info.Id);
            }
            else if (!needed.Contains(check.Info.Id))
            {
                continue;
            }

            needed.UnionWith(check.Needs);
        }

        Checks = [.. all.Where(check => wanted.Contains(check.Info.Id) || needed.Contains(check.Info.Id))];
        WithoutNeeds =
        [
            .. all.Where(check => selection.Has(check.Info) && leftOut.Contains(check.Info.Id))
                .Select(check => check.Info.Id),
        ];
    }

    /// <summary>What is looked at, in order, and what that needs.</summary>
    public IReadOnlyList<ICheck> Checks { get; }

    /// <summary>Ids of those that would be wanted and cannot be made, since what they need is left out.</summary>
    public IReadOnlyList<string> WithoutNeeds { get; }

    /// <summary>How many are told of.</summary>
    public int Wanted => wanted.Count;

    /// <summary>Rows that the service will work on, and that are paid for, at most.</summary>
    public int Rows => Checks.Sum(check => check.Rows);

    /// <summary>Likewise at a service that takes every wrong request.</summary>
    public int RowsIfTaken => Checks.Sum(check => check.RowsIfTaken);

    /// <summary>Whether a check is told of.</summary>
    public bool IsWanted(ICheck check) => wanted.Contains(check.Info.Id);

    /// <summary>Whether one that is made needs it.</summary>
    public bool IsNeeded(ICheck check) => needed.Contains(check.Info.Id);

    /// <summary>Whether a check of that id is made.</summary>
    public bool Makes(string id) => Checks.Any(check => check.Info.Id == id);
}
