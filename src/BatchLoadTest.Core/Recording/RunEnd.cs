namespace BatchLoadTest.Recording;

/// <summary>Why a run ended.</summary>
public enum RunEnd
{
    /// <summary>Its run time or its iterations were over.</summary>
    Planned,

    /// <summary>SIGINT, such as Ctrl-C.</summary>
    Interrupted,

    /// <summary>SIGTERM, such as from Kubernetes.</summary>
    Terminated,

    /// <summary>SIGHUP: its terminal was closed, or the connection to it lost.</summary>
    HungUp,

    /// <summary>A threshold that ends a run was missed.</summary>
    Aborted,

    /// <summary>It could not run: target unreachable or key refused.</summary>
    CouldNotRun,

    /// <summary>A fault of this program.</summary>
    InternalError,

    /// <summary>
    /// Its journal has no end: the process was killed, or still runs; or of several processes not all are there. Only a
    /// report of a journal can say this.
    /// </summary>
    Unknown,
}
