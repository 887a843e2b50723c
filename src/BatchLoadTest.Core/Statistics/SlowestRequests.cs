using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>The slowest requests of each step, in a second or in a run, whatever came of them. One writer.</summary>
public sealed class SlowestRequests
{
    /// <summary>At most so many of a step.</summary>
    public const int MaxOfStep = 10;

    private readonly PerStep<List<RequestExample>> steps = new(_ => []);

    /// <summary>All of them by step, the slowest of each first.</summary>
    public IEnumerable<RequestExample> All => steps.SelectMany(step => step);

    /// <summary>Takes a request where it is among the slowest.</summary>
    public void Offer(RequestExample example)
    {
        var kept = steps[example.Step];
        if (!Wants(example))
        {
            return;
        }

        // Behind those that took as long: the first of them stays.
        var place = kept.FindIndex(other => other.Identity.Latency < example.Identity.Latency);
        kept.Insert(place < 0 ? kept.Count : place, example);
        if (kept.Count > MaxOfStep)
        {
            kept.RemoveAt(MaxOfStep);
        }
    }

    /// <summary>Takes those of others, which began later or earlier.</summary>
    /// <param name="others">The others.</param>
    /// <param name="shift">What to add to their times.</param>
    public void Add(SlowestRequests others, TimeSpan shift = default)
    {
        foreach (var example in others.All)
        {
            Offer(shift == default ? example : example with { At = example.At + shift });
        }
    }

    /// <summary>Leaves out what is too fast to be kept by others.</summary>
    public void KeepWhatIsSlowTo(SlowestRequests others)
    {
        foreach (var kept in steps)
        {
            kept.RemoveAll(example => !others.Wants(example));
        }
    }

    /// <summary>Tells what is kept from now on.</summary>
    public void TellBounds(SlowBounds bounds)
    {
        foreach (var step in StepCatalogue.Steps)
        {
            if (steps[step] is { Count: MaxOfStep } full)
            {
                bounds.Set(step, full[^1].Identity.Latency);
            }
        }
    }

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        foreach (var kept in steps)
        {
            kept.Clear();
        }
    }

    private bool Wants(RequestExample example)
    {
        var kept = steps[example.Step];
        return kept.Count < MaxOfStep || kept[^1].Identity.Latency < example.Identity.Latency;
    }
}
