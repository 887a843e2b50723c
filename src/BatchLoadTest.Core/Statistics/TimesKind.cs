namespace BatchLoadTest.Statistics;

/// <summary>A distribution of times of which an interval holds those of one second.</summary>
public enum TimesKind
{
    /// <summary>To the last byte of an answer.</summary>
    Latency,

    /// <summary>To an answer's headers.</summary>
    FirstByte,

    /// <summary>What iterations took.</summary>
    Workflow,

    /// <summary>How late iterations began.</summary>
    StartDelay,

    /// <summary>From creating a batch to seeing its end.</summary>
    Turnaround,

    /// <summary>Created to work begun.</summary>
    Queued,

    /// <summary>Work begun to last row done.</summary>
    Running,

    /// <summary>Last row done to the end.</summary>
    Finalizing,

    /// <summary>The end to the answer that showed it.</summary>
    ObservationLag,

    /// <summary>From creating a batch to its first row, where it is read while it runs.</summary>
    FirstRow,

    /// <summary>From a cancel request to the answer that showed the batch cancelled.</summary>
    Cancel,

    /// <summary>From a request to do rows again to the answer that showed the batch ended again.</summary>
    Retry,
}
