namespace BatchLoadTest.Checks.Create;

/// <summary>What batches are taken, and as what.</summary>
public static class CreateChecks
{
    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() => [new RowsCheck(), new FollowedCheck()];
}
