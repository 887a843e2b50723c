namespace BatchLoadTest.Measurements;

/// <summary>
/// What became of a batch whose input the run was to delete. The values index arrays: keep them dense and from 0.
/// </summary>
public enum DeleteResult
{
    /// <summary>It stopped: it is gone, or ended without completing.</summary>
    Stopped,

    /// <summary>It completed, at a service that does not say what becomes of it.</summary>
    WentOn,

    /// <summary>It went on, at a service that lets no batch go on without its input.</summary>
    Survived,

    /// <summary>It ended before the moment came; nothing was sent.</summary>
    EndedBefore,

    /// <summary>It completed while the request was under way.</summary>
    TooLate,

    /// <summary>The request failed, and the batch went on.</summary>
    NotAccepted,

    /// <summary>The end of the run cut it off, or the batch was given up before anybody knew.</summary>
    NotKnown,
}
