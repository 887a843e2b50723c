namespace BatchLoadTest.MockServer.Planning;

/// <summary>How a batch ends unless somebody cancels it.</summary>
internal enum PlannedEnd
{
    /// <summary>All rows done in time.</summary>
    InTime,

    /// <summary>Past the deadline: <c>expired</c> with half of the rows done, or completed late.</summary>
    PastDeadline,

    /// <summary>Completed after the deadline, whatever the flavour.</summary>
    Late,

    /// <summary>Not at all: finalizing until it is cancelled.</summary>
    Never,

    /// <summary>Refused when it is validated.</summary>
    Invalid,
}
