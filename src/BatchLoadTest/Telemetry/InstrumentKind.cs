namespace BatchLoadTest.Telemetry;

/// <summary>How the values of an instrument are to be read.</summary>
internal enum InstrumentKind
{
    /// <summary>Grows from the run's start.</summary>
    Counter,

    /// <summary>How it stands.</summary>
    Gauge,

    /// <summary>Counted by upper bound.</summary>
    Histogram,

    /// <summary>Quantiles in Prometheus' text; pushed as a histogram.</summary>
    Summary,
}
