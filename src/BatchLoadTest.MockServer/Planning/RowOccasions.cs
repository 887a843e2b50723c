namespace BatchLoadTest.MockServer.Planning;

/// <summary>What must have happened to a batch before some defects of its rows come to light.</summary>
[Flags]
internal enum RowOccasions
{
    None = 0,

    /// <summary>It was cancelled while it ran.</summary>
    Cancelled = 1,

    /// <summary>Its output file was read to the end after it had ended.</summary>
    Read = 1 << 1,
}
