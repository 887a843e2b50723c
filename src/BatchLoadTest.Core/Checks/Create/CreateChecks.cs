namespace BatchLoadTest.Checks.Create;

/// <summary>What batches are taken, and as what.</summary>
public static class CreateChecks
{
    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            new RowsCheck(),
            .. RefusedCreates.All,
            new NothingMadeCheck(),
            new FullMetadataCheck(),
            // Last of those that send: what follows looks at it while it is worked on.
            new FollowedCheck(),
            .. EchoChecks.All,
        ];
}
