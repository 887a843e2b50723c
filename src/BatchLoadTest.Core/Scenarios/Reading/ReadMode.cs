namespace BatchLoadTest.Scenarios.Reading;

/// <summary>When the output file of a batch is read.</summary>
public enum ReadMode
{
    /// <summary>Once the batch has ended.</summary>
    End,

    /// <summary>Also while it runs: after each poll that shows it running, from where the last read ended.</summary>
    Poll,

    /// <summary>The same in a loop of its own, beside the polls.</summary>
    Follow,
}
