namespace BatchLoadTest.Measurements;

/// <summary>What became of a batch that the run was to cancel. The values index arrays: keep them dense and from 0.</summary>
public enum CancelResult
{
    /// <summary>The service cancelled it.</summary>
    Cancelled,

    /// <summary>It ended before the moment came; nothing was sent.</summary>
    EndedBefore,

    /// <summary>It ended while the request was under way: refused, or accepted and then completed all the same.</summary>
    TooLate,

    /// <summary>Accepted, and the batch was seen working as before and ended by itself.</summary>
    Ignored,

    /// <summary>The request failed, and the batch went on.</summary>
    NotAccepted,

    /// <summary>Accepted, and not cancelled within the time given for it.</summary>
    NotInTime,

    /// <summary>The end of the run cut it off, or the batch was given up or lost before anybody knew.</summary>
    NotKnown,
}
