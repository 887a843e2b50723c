using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>How often one kind of failure happened at one step. One writer.</summary>
/// <param name="step">Where.</param>
/// <param name="outcome">What.</param>
/// <param name="status">HTTP status; 0 unless <paramref name="outcome"/> is <see cref="Outcome.HttpStatus"/>.</param>
/// <param name="first">When the first one ended, from the run's start.</param>
public sealed class FailureCount(Step step, Outcome outcome, int status, TimeSpan first)
{
    /// <summary>Where.</summary>
    public Step Step => step;

    /// <summary>What.</summary>
    public Outcome Outcome => outcome;

    /// <summary>HTTP status, where that tells kinds apart; else 0.</summary>
    public int Status => status;

    /// <summary>How often.</summary>
    public long Count { get; private set; }

    /// <summary>When the first one ended, from the run's start.</summary>
    public TimeSpan First { get; private set; } = first;

    /// <summary>When the last one ended, from the run's start.</summary>
    public TimeSpan Last { get; private set; } = first;

    /// <summary>The words of one of them, without secrets.</summary>
    public string? Example { get; private set; }

    /// <summary>
    /// The different words; where a step has too many of them, those that were met late are in <see cref="Count"/> only.
    /// </summary>
    public FailureTexts Texts { get; } = new();

    /// <summary>A few of them whole.</summary>
    public FailureExamples Examples { get; } = new();

    /// <summary>Counts more of them; words that are there already stay.</summary>
    public void Add(long times, TimeSpan firstEnd, TimeSpan lastEnd, string? example)
    {
        Count += times;
        First = firstEnd < First ? firstEnd : First;
        Last = lastEnd > Last ? lastEnd : Last;
        Example ??= example;
    }
}
