using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>What readers of files and lists got wrongly, over all of them. From any thread.</summary>
internal sealed class ReadTally
{
    private readonly long[] byDefect = new long[Enum.GetValues<RowDefect>().Length];
    private long passedOver;
    private long sentAgain;
    private long wrongLastLines;
    private long itemsSkipped;
    private long itemsRepeated;
    private long filesExpired;
    private long expiriesIgnored;
    private long filesUndeleted;
    private long resultsUndeleted;
    private long batchesSurviving;

    /// <summary>Rows of running batches that no read of their reader had.</summary>
    public long PassedOver => Interlocked.Read(ref passedOver);

    /// <summary>Rows of running batches that a reader was sent again though it went on from its last line.</summary>
    public long SentAgain => Interlocked.Read(ref sentAgain);

    /// <summary>Answers whose <c>X-Last-Line</c> was wrong.</summary>
    public long WrongLastLines => Interlocked.Read(ref wrongLastLines);

    /// <summary>Items of lists that a page began behind.</summary>
    public long ItemsSkipped => Interlocked.Read(ref itemsSkipped);

    /// <summary>Items of lists with which a page began though the one before ended with them.</summary>
    public long ItemsRepeated => Interlocked.Read(ref itemsRepeated);

    /// <summary>Uploads that were served after they had expired.</summary>
    public long FilesExpired => Interlocked.Read(ref filesExpired);

    /// <summary>Uploads that were answered another expiry than was asked for.</summary>
    public long ExpiriesIgnored => Interlocked.Read(ref expiriesIgnored);

    /// <summary>Uploads that were served after their deletion.</summary>
    public long FilesUndeleted => Interlocked.Read(ref filesUndeleted);

    /// <summary>Result files that were served after their batch had gone.</summary>
    public long ResultsUndeleted => Interlocked.Read(ref resultsUndeleted);

    /// <summary>Batches that were seen running after the deletion of their input.</summary>
    public long BatchesSurviving => Interlocked.Read(ref batchesSurviving);

    /// <summary>Rows that were delivered with a defect.</summary>
    public long Of(RowDefect defect) => Interlocked.Read(ref byDefect[(int)defect]);

    /// <summary>A reader has ended.</summary>
    public void Add((int PassedOver, int SentAgain) rows)
    {
        Interlocked.Add(ref passedOver, rows.PassedOver);
        Interlocked.Add(ref sentAgain, rows.SentAgain);
    }

    /// <summary>Rows were delivered with a defect.</summary>
    public void Add(RowDefect defect, int rows) => Interlocked.Add(ref byDefect[(int)defect], rows);

    /// <summary>An answer with a wrong last line.</summary>
    public void AddWrongLastLine() => Interlocked.Increment(ref wrongLastLines);

    /// <summary>A page that lacks its first item.</summary>
    public void AddSkipped() => Interlocked.Increment(ref itemsSkipped);

    /// <summary>A page that has the last item of the one before.</summary>
    public void AddRepeated() => Interlocked.Increment(ref itemsRepeated);

    /// <summary>An upload was served that had expired.</summary>
    public void AddExpired() => Interlocked.Increment(ref filesExpired);

    /// <summary>An upload was answered another expiry than was asked for.</summary>
    public void AddIgnoredExpiry() => Interlocked.Increment(ref expiriesIgnored);

    /// <summary>An upload was served that had been deleted.</summary>
    public void AddUndeleted() => Interlocked.Increment(ref filesUndeleted);

    /// <summary>A result file was served whose batch has gone.</summary>
    public void AddResultUndeleted() => Interlocked.Increment(ref resultsUndeleted);

    /// <summary>A batch was seen running whose input had been deleted.</summary>
    public void AddSurviving() => Interlocked.Increment(ref batchesSurviving);

    /// <summary>Begins again.</summary>
    public void Reset()
    {
        Array.Clear(byDefect);
        (passedOver, sentAgain, wrongLastLines, itemsSkipped, itemsRepeated, filesExpired) = (0, 0, 0, 0, 0, 0);
        (expiriesIgnored, filesUndeleted, resultsUndeleted, batchesSurviving) = (0, 0, 0, 0);
    }
}
