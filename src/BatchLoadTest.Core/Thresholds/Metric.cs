using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>A named figure of a run that a threshold can look at.</summary>
/// <param name="Name">The name as written in a threshold.</param>
/// <param name="Unit">What its number means.</param>
/// <param name="Read">Takes it from a snapshot; null where there is no sample.</param>
public sealed record Metric(string Name, MetricUnit Unit, Func<RunSnapshot, double?> Read)
{
    // Of fewer requests a p95 is the largest, and a single failure more than 5 %.
    private const int EnoughSamples = 20;

    /// <summary>
    /// Whether there is enough to judge a default threshold by; one that a person wrote is judged wherever
    /// <see cref="Read"/> gives a number.
    /// </summary>
    public Func<RunSnapshot, bool> IsEnoughForDefault { get; init; } = static _ => true;

    /// <summary>How many samples the number rests on: of few of them, no run is ended early.</summary>
    public Func<RunSnapshot, long> Samples { get; init; } = static snapshot => snapshot.Total.Requests;

    /// <summary>Which stretch of the run the number is of, from its start; null where it is of all of it.</summary>
    public Func<RunSnapshot, (TimeSpan From, TimeSpan To)>? Stretch { get; init; }

    /// <summary>Whether it never becomes less as the run goes on: above an upper limit once is above it at the end.</summary>
    public bool OnlyGrows { get; init; }

    /// <summary>The class of batches that it is of; null for all.</summary>
    public string? Class { get; init; }

    /// <summary>The distribution of times that it is read from; null where it is none.</summary>
    public WindowTimes? Times { get; init; }

    /// <summary>Why it says nothing of a part of a run; null where it does.</summary>
    public string? NotOfWindows => Class is null ? MetricBounds.NotOfWindows(Name) : MetricBounds.OfClass;

    /// <summary>Why it cannot be of the run from a moment on; null where it can.</summary>
    public string? NotFrom => MetricBounds.NotFrom(OfAll);

    /// <summary>Why it can end no run; null where it can.</summary>
    public string? NeverAborts => MetricBounds.NeverAborts(OfAll);

    private string OfAll => Class is null ? Name : Name[..Name.IndexOf('[', StringComparison.Ordinal)];

    /// <summary>Whether a miss rests on enough to end a run: a figure that only grows stays missed from the first sample on.</summary>
    internal bool IsEnoughToAbort(RunSnapshot figures) => OnlyGrows || Samples(figures) >= EnoughSamples;
}
