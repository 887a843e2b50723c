namespace BatchLoadTest.Measurements;

/// <summary>What became of a batch whose rows the run had done again. The values index arrays: keep them dense and from 0.</summary>
public enum RetryResult
{
    /// <summary>It went back to work and ended again, each of its rows in a file.</summary>
    Retried,

    /// <summary>It went back to work and ended again, and rows of it are in no file.</summary>
    RowsLeft,

    /// <summary>Accepted, and no answer showed its status and its counts gone back.</summary>
    NotResumed,

    /// <summary>The request failed; the batch stays as it had ended.</summary>
    NotAccepted,

    /// <summary>Accepted, and not ended again before it was given up.</summary>
    NotInTime,

    /// <summary>The end of the run cut it off, or the batch was lost, before anybody knew.</summary>
    NotKnown,
}
