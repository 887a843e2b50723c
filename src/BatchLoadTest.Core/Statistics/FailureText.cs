namespace BatchLoadTest.Statistics;

/// <summary>Failures of one kind at one step whose words differ in ids and numbers only. One writer.</summary>
/// <param name="example">The words of the first one, without secrets; empty where it had none.</param>
/// <param name="first">When the first one ended, from the run's start.</param>
public sealed class FailureText(string example, TimeSpan first)
{
    /// <summary>The words of the first one, without secrets; empty where it had none.</summary>
    public string Example => example;

    /// <summary>How often.</summary>
    public long Count { get; private set; }

    /// <summary>When the first one ended, from the run's start.</summary>
    public TimeSpan First { get; private set; } = first;

    /// <summary>When the last one ended, from the run's start.</summary>
    public TimeSpan Last { get; private set; } = first;

    /// <summary>Counts more of them.</summary>
    public void Add(long times, TimeSpan firstEnd, TimeSpan lastEnd)
    {
        Count += times;
        First = firstEnd < First ? firstEnd : First;
        Last = lastEnd > Last ? lastEnd : Last;
    }
}
