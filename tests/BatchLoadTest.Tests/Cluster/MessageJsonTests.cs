using System.Text.Json;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Silos.Calls;

namespace BatchLoadTest.Tests.Cluster;

/// <summary>What goes over the wire arrives as it was.</summary>
public sealed class MessageJsonTests
{
    [Fact]
    public void WhatWasRead_ArrivesWithASecondAndWithAnAdoption()
    {
        var read = new BatchRead
        {
            BatchId = "b-1",
            FileId = "file-2",
            Index = 3,
            Number = 5,
            At = TimeSpan.FromSeconds(1.5),
            FirstLine = TimeSpan.FromSeconds(1.25),
            IsEarly = true,
            From = 7,
            To = 9,
            WrongLastLine = "11",
            BytesAgain = 13,
            Lines = [1, 2, 3, 4, 5, 6, 7, 255],
        };
        var tick = new WorkerTick
        {
            RunId = "run-1",
            Epoch = 1,
            Sequence = 1,
            Interval = [],
            Reads = [read],
            RunStartedAt = default,
        };
        var batch = new OpenBatch("b-1", "file-1", default, 7, 10) { IdSuffix = "~a-000001", Reads = [read] };

        AssertSame(read, Assert.Single(Sent(tick).Reads));
        var adopted = Sent(new HelloAnswer { Now = default, Lease = Lease([new Adoption(2, batch)]) }).Lease!.Adoptions[
            0
        ];
        Assert.Equal("~a-000001", adopted.Batch.IdSuffix);
        AssertSame(read, Assert.Single(adopted.Batch.Reads!));
    }

    private static void AssertSame(BatchRead sent, BatchRead arrived)
    {
        Assert.Equal(sent.Lines, arrived.Lines);
        Assert.Equal(sent with { Lines = [] }, arrived with { Lines = [] });
    }

    private static Lease Lease(IReadOnlyList<Adoption> adoptions) =>
        new()
        {
            Epoch = 1,
            RunId = "run-1",
            StartAt = default,
            Profile = "{}",
            Part = new LoadPart(),
            Adoptions = adoptions,
        };

    private static T Sent<T>(T message) =>
        (T)
            JsonSerializer.Deserialize(
                JsonSerializer.SerializeToUtf8Bytes(message, typeof(T), MessageJson.Default),
                typeof(T),
                MessageJson.Default
            )!;
}
