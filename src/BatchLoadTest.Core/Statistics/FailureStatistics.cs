using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Failures by step and kind, with first and last time and the words of the first. One writer.</summary>
internal sealed class FailureStatistics
{
    private readonly Dictionary<(Step Step, Outcome Outcome, int Status), Entry> entries = [];

    public void Add(in Measurement measurement, TimeSpan end)
    {
        // Only with HttpStatus does the status tell kinds apart; a malformed 200 and a malformed 201 are one kind.
        var status = measurement.Outcome == Outcome.HttpStatus ? measurement.Status : 0;
        var key = (measurement.Step, measurement.Outcome, status);
        if (!entries.TryGetValue(key, out var entry))
        {
            entry = new Entry { First = end, Last = end };
            entries.Add(key, entry);
        }

        entry.Count++;
        entry.First = end < entry.First ? end : entry.First;
        entry.Last = end > entry.Last ? end : entry.Last;
        entry.Example ??= measurement.Detail;
    }

    public IReadOnlyList<FailureSummary> Summarise(StepNames names) =>
        [
            .. entries
                .Select(pair => new FailureSummary(
                    names[pair.Key.Step],
                    pair.Key.Outcome.KindName(pair.Key.Status),
                    pair.Value.Count,
                    pair.Value.First,
                    pair.Value.Last,
                    pair.Value.Example ?? ""
                ))
                .OrderByDescending(failure => failure.Count)
                .ThenBy(failure => failure.Step.Step)
                .ThenBy(failure => failure.Kind, StringComparer.Ordinal),
        ];

    private sealed class Entry
    {
        public long Count { get; set; }

        public TimeSpan First { get; set; }

        public TimeSpan Last { get; set; }

        public string? Example { get; set; }
    }
}
