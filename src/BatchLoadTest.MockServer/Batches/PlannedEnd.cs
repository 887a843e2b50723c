namespace BatchLoadTest.MockServer.Batches;

/// <summary>How a batch ends unless somebody cancels it.</summary>
internal enum PlannedEnd
{
    /// <summary>All rows done in time.</summary>
    InTime,

    /// <summary>Past the deadline: <c>expired</c> with half of the rows done, or completed late.</summary>
    PastDeadline,

    /// <summary>Refused when it is validated.</summary>
    Invalid,
}
