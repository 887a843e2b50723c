using BatchLoadTest.Cluster;
using BatchLoadTest.Load;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Cluster;

public sealed class TickOutboxTests
{
    private readonly TickOutbox outbox = new();

    [Fact]
    public void Opened_GoesWithTheSecondThatCountsIt()
    {
        outbox.Opened(Batch("b-1", 1));
        outbox.Opened(Batch("b-2", 2));
        // The second one is counted a moment later, in the next interval.
        outbox.Write(Second(Batch("b-1", 1)));
        outbox.Write(Second(Batch("b-2", 2)));

        Assert.Equal(["b-1"], Next());
        Assert.Equal(["b-2"], Next());
    }

    [Fact]
    public void Opened_AtTheSameMoment_EachGoesOnce()
    {
        outbox.Opened(Batch("b-1", 1));
        outbox.Opened(Batch("b-2", 1));
        outbox.Write(Second(Batch("b-1", 1)));
        outbox.Write(Second(Batch("b-2", 1)));

        Assert.Equal(["b-1"], Next());
        Assert.Equal(["b-2"], Next());
    }

    [Fact]
    public void Opened_SentAgain_IsWithTheSameNumber()
    {
        outbox.Opened(Batch("b-1", 1));
        outbox.Write(Second(Batch("b-1", 1)));

        Assert.Same(outbox.Oldest(), outbox.Oldest());
    }

    // The master knows a batch by the second that counts it.
    [Fact]
    public void Read_GoesWithTheSecondThatCountsItsBatch_OrALaterOne_EachOnce()
    {
        outbox.Opened(Batch("b-1", 1));
        outbox.Read(
            new BatchRead
            {
                BatchId = "b-1",
                Index = 1,
                Number = 1,
                At = default,
                IsEarly = true,
                From = 0,
                To = 2,
            }
        );
        outbox.Write(Second());
        outbox.Write(Second(Batch("b-1", 1)));
        outbox.Write(Second());

        Assert.Equal([0, 1, 0], Reads());
    }

    [Fact]
    public void Read_OfABatchThatHasEnded_IsNotSent()
    {
        outbox.Opened(Batch("b-1", 1));
        outbox.Write(Second(Batch("b-1", 1)));
        outbox.Read(
            new BatchRead
            {
                BatchId = "b-1",
                Index = 1,
                Number = 1,
                At = default,
                IsEarly = true,
                From = 0,
                To = 2,
            }
        );
        outbox.Write(Ends("b-1"));

        Assert.Equal([0, 0], Reads());
    }

    // The master knows no batch before an interval counts it, and a worker goes on with none that has ended.
    [Fact]
    public void Retried_IsSaidOnce_OfBatchesThatAreCountedAndHaveNotEnded()
    {
        outbox.Retried("b-1");
        outbox.Write(Second());
        outbox.Opened(Batch("b-1", 1));
        outbox.Opened(Batch("b-2", 2));
        outbox.Write(Second(Batch("b-1", 1), Batch("b-2", 2)));
        Assert.Equal([("b-1", true), ("b-2", false)], outbox.Open.Select(batch => (batch.Id, batch.IsRetried)));
        outbox.Retried("b-2");
        outbox.Write(Ends("b-2"));

        List<string> said = [];
        while (!outbox.IsEmpty)
        {
            var oldest = outbox.Oldest();
            outbox.Acknowledge(oldest.Sequence);
            said.AddRange(oldest.Retried.Select(batch => $"{oldest.Sequence}: {batch}"));
        }

        Assert.Equal(["2: b-1"], said);
    }

    [Fact]
    public void Ended_AreThoseOfSecondsThatMayBeSentAgain()
    {
        outbox.Opened(Batch("b-1", 1));
        outbox.Opened(Batch("b-2", 2));
        outbox.Write(Second(Batch("b-1", 1), Batch("b-2", 2)));
        outbox.Write(Ends("b-1"));
        outbox.Write(Ends("b-2"));
        outbox.Acknowledge(3, kept: 2);
        Assert.Equal(["b-2"], outbox.Ended);
        Assert.Empty(outbox.Open);

        outbox.Acknowledge(3, kept: 3);
        Assert.Empty(outbox.Ended);
    }

    [Fact]
    public void Acknowledged_AndNotKept_IsNotSentAgain_UnlessAnotherMasterGoesBack()
    {
        for (var second = 0; second < 3; second++)
        {
            outbox.Write(Second());
        }

        outbox.Acknowledge(2, kept: 1);
        Assert.Equal(3, outbox.Oldest().Sequence);
        outbox.Acknowledge(3, kept: 1);
        Assert.Equal((0, true), (outbox.Oldest().Sequence, outbox.IsEmpty));

        outbox.Acknowledge(1, kept: 1);

        Assert.Equal((2, false), (outbox.Oldest().Sequence, outbox.HoldsOneAtMost));
    }

    [Fact]
    public void Open_HasWhatWasCountedOrAdopted_AndHasNotEnded()
    {
        outbox.Opened(Batch("b-1", 1));
        outbox.Opened(Batch("b-2", 2));
        outbox.Write(Second(Batch("b-1", 1)));
        outbox.Adopted([Batch("b-3", 3)]);

        Assert.Equal(["b-1", "b-3"], outbox.Open.Select(batch => batch.Id).Order(StringComparer.Ordinal));
    }

    private static Interval Ends(string batch)
    {
        var interval = new Interval();
        interval.BatchesEnded.Add(BatchesInFlight.Unfinished(Batch(batch, 1), default));
        return interval;
    }

    private static OpenBatch Batch(string id, long ticks) => new(id, "file-1", new(ticks, TimeSpan.Zero), 1, 10);

    private static Interval Second(params OpenBatch[] counted)
    {
        var interval = new Interval();
        foreach (var batch in counted)
        {
            interval.BatchCreated(batch.Rows, batch.CreatedAt);
        }

        return interval;
    }

    private List<int> Reads()
    {
        List<int> counts = [];
        while (!outbox.IsEmpty)
        {
            var oldest = outbox.Oldest();
            outbox.Acknowledge(oldest.Sequence);
            counts.Add(oldest.Reads.Count);
        }

        return counts;
    }

    private IEnumerable<string> Next()
    {
        var oldest = outbox.Oldest();
        outbox.Acknowledge(oldest.Sequence);
        return oldest.Opened.Select(batch => batch.Id);
    }
}
