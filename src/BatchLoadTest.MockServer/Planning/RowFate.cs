namespace BatchLoadTest.MockServer.Planning;

/// <summary>What becomes of one row.</summary>
internal enum RowFate
{
    /// <summary>In the output file with status 200.</summary>
    Succeeded,

    /// <summary>In the output file with another status, and counted as completed all the same.</summary>
    Refused,

    /// <summary>In the error file.</summary>
    Failed,

    /// <summary>In the error file, because the batch expired before its turn.</summary>
    Expired,
}
