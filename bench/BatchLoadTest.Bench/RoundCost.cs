namespace BatchLoadTest.Bench;

/// <summary>One program in one round: a short and a long run.</summary>
internal sealed record RoundCost(RunCost Short, RunCost Long)
{
    /// <summary>CPU seconds for 1,000 requests of the long run, start included.</summary>
    public double Raw => Long.CpuPerThousand;

    /// <summary>CPU seconds for 1,000 requests between the two, start taken out.</summary>
    public double Slope => Long.SlopePerThousand(Short);
}
