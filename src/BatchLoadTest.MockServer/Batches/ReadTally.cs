namespace BatchLoadTest.MockServer.Batches;

/// <summary>What readers of running batches got wrongly, over all of them. From any thread.</summary>
internal sealed class ReadTally
{
    private long passedOver;
    private long sentAgain;
    private long wrongLastLines;

    /// <summary>Rows that no read of their reader had.</summary>
    public long PassedOver => Interlocked.Read(ref passedOver);

    /// <summary>Rows that a reader was sent again though it went on from its last line.</summary>
    public long SentAgain => Interlocked.Read(ref sentAgain);

    /// <summary>Answers whose <c>X-Last-Line</c> was wrong.</summary>
    public long WrongLastLines => Interlocked.Read(ref wrongLastLines);

    /// <summary>A reader has ended.</summary>
    public void Add((int PassedOver, int SentAgain) rows)
    {
        Interlocked.Add(ref passedOver, rows.PassedOver);
        Interlocked.Add(ref sentAgain, rows.SentAgain);
    }

    /// <summary>An answer with a wrong last line.</summary>
    public void AddWrongLastLine() => Interlocked.Increment(ref wrongLastLines);

    /// <summary>Begins again.</summary>
    public void Reset() => (passedOver, sentAgain, wrongLastLines) = (0, 0, 0);
}
