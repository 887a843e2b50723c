using System.Runtime.InteropServices;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Failures by step and kind, with first and last time and the words of the first: of an interval or of a run. One writer.
/// </summary>
public sealed class FailureCounts
{
    /// <summary>Different words kept of the failures of one step, of whatever kinds.</summary>
    public const int MaxTexts = 100;

    private readonly Dictionary<(Step Step, Outcome Outcome, int Status), FailureCount> counts = [];

    private readonly Dictionary<Step, int> rooms = [];

    /// <summary>All of them, in no order.</summary>
    public IReadOnlyCollection<FailureCount> All => counts.Values;

    /// <summary>Counts one failed request.</summary>
    /// <param name="measurement">The request.</param>
    /// <param name="end">When it ended, from the run's start.</param>
    public void Add(in Measurement measurement, TimeSpan end)
    {
        // Only with HttpStatus does the status tell kinds apart; a malformed 200 and a malformed 201 are one kind.
        var status = measurement.Outcome == Outcome.HttpStatus ? measurement.Status : 0;
        var entry = Entry(measurement.Step, measurement.Outcome, status, end);
        entry.Add(1, end, end, measurement.Detail);
        entry.Texts.Add(measurement.Detail ?? "", 1, end, end, ref Room(measurement.Step));
        if (RequestExample.Of(measurement, end) is { } example)
        {
            entry.Examples.Offer(example);
        }
    }

    /// <summary>Counts several of one kind.</summary>
    public void Add(FailureCount other, TimeSpan shift = default)
    {
        var entry = Entry(other.Step, other.Outcome, other.Status, other.First + shift);
        entry.Add(other.Count, other.First + shift, other.Last + shift, other.Example);
        foreach (var text in other.Texts.All)
        {
            entry.Texts.Add(text.Example, text.Count, text.First + shift, text.Last + shift, ref Room(other.Step));
        }

        foreach (var example in other.Examples.All)
        {
            entry.Examples.Offer(shift == default ? example : example with { At = example.At + shift });
        }
    }

    /// <summary>Counts all that others have counted.</summary>
    /// <param name="others">The others.</param>
    /// <param name="shift">What to add to their times.</param>
    public void Add(FailureCounts others, TimeSpan shift = default)
    {
        foreach (var other in others.All)
        {
            Add(other, shift);
        }
    }

    /// <summary>Leaves out examples of which others have enough.</summary>
    public void KeepExamplesNewTo(FailureCounts others)
    {
        foreach (var (kind, count) in counts)
        {
            if (others.counts.TryGetValue(kind, out var known))
            {
                count.Examples.KeepWhatIsNewTo(known.Examples);
            }
        }
    }

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        counts.Clear();
        rooms.Clear();
    }

    /// <summary>As reports show them, most frequent first.</summary>
    public IReadOnlyList<FailureSummary> Summarise(StepNames names) =>
        [
            .. All.Select(failure => new FailureSummary(
                    names[failure.Step],
                    failure.Outcome.KindName(failure.Status),
                    failure.Count,
                    failure.First,
                    failure.Last,
                    failure.Example ?? ""
                )
                {
                    Examples = [.. failure.Examples.All],
                    Texts =
                    [
                        .. failure
                            .Texts.All.Select(text => new FailureWords(text.Example, text.Count, text.First, text.Last))
                            .OrderByDescending(text => text.Count)
                            .ThenBy(text => text.First)
                            .ThenBy(text => text.Example, StringComparer.Ordinal),
                    ],
                })
                .OrderByDescending(failure => failure.Count)
                .ThenBy(failure => failure.Step.Step)
                .ThenBy(failure => failure.Kind, StringComparer.Ordinal),
        ];

    // How many texts more the step may keep.
    private ref int Room(Step step)
    {
        ref var room = ref CollectionsMarshal.GetValueRefOrAddDefault(rooms, step, out var exists);
        room = exists ? room : MaxTexts;
        return ref room;
    }

    private FailureCount Entry(Step step, Outcome outcome, int status, TimeSpan first)
    {
        if (!counts.TryGetValue((step, outcome, status), out var entry))
        {
            entry = new FailureCount(step, outcome, status, first);
            counts.Add((step, outcome, status), entry);
        }

        return entry;
    }
}
