namespace BatchLoadTest.MockServer.Faults;

/// <summary>What a draw decides: each decision has its own sequence, so that one option does not shift another's.</summary>
internal enum DrawStream
{
    RequestFailure,
    Latency,
    BatchEnd,
    BatchRows,
    BatchDefects,
    RowDefects,
    MissedWindow,
    LateCommits,
    ChangedRows,
    PageBorders,
    ExpiredFiles,
    IgnoredExpiries,
    KeptFiles,
    SurvivingBatches,
    KeptResults,
}
