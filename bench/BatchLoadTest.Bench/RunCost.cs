namespace BatchLoadTest.Bench;

/// <summary>One run of one program.</summary>
/// <param name="Usage">What it cost.</param>
/// <param name="Requests">What it sent, as the server counted it.</param>
internal sealed record RunCost(ChildUsage Usage, long Requests)
{
    /// <summary>CPU seconds for 1,000 requests, which are CPU milliseconds for one; the program's start included.</summary>
    public double CpuPerThousand => Usage.Cpu.TotalSeconds * 1_000 / Requests;

    /// <summary>The same for the requests that this run sent more than <paramref name="shorter"/>: no start in it.</summary>
    public double SlopePerThousand(RunCost shorter) =>
        (Usage.Cpu - shorter.Usage.Cpu).TotalSeconds * 1_000 / (Requests - shorter.Requests);
}
