using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Samples;
using BatchLoadTest.Tests.Support.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

/// <summary>Requests that are kept whole are in the journal's seconds.</summary>
public sealed class ExamplesJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Examples_AreReadBackAsTheyWere()
    {
        Directory.CreateDirectory(folder.File("run"));
        using var load = new RecordedLoad(Path.Combine(folder.File("run"), JournalWriter.FileName), clock);
        load.Ends(Failed("upstream gone", "sent-1"));
        clock.Advance(TimeSpan.FromSeconds(2));
        load.Ends(Failed("disk full", "sent-2"));
        clock.Advance(TimeSpan.FromSeconds(1));
        var final = load.Finish();

        var read = RecordedRun.Read(folder.File("run")).Final;

        Assert.Equal(await AllFigures.OfAsync(final), await AllFigures.OfAsync(read));
        var examples = Assert.Single(read.Failures).Examples;
        Assert.Equal(["upstream gone", "disk full"], examples.Select(example => example.Words));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(2)], examples.Select(example => example.At));
        var identity = examples[0].Identity;
        Assert.Equal(("POST", "/v1/batches?a=1"), (identity.Method, identity.Path));
        Assert.Equal(
            ("sent-1", "trace", "batch-1", "file-1"),
            (identity.RequestId, identity.TraceId, identity.BatchId, identity.FileId)
        );
        Assert.Equal([new("x-request-id", "req_1"), new("cf-ray", "8f")], identity.ServiceIds);
        Assert.Equal(2, read.Slowest.Count);
        Assert.All(read.Slowest, slow => Assert.Equal(TimeSpan.FromMilliseconds(7), slow.Identity.Latency));
    }

    [Fact]
    public async Task WaitThatIsTheTimeToTheFirstByte_IsWrittenOnce_AndReadBack()
    {
        Directory.CreateDirectory(folder.File("run"));
        var path = Path.Combine(folder.File("run"), JournalWriter.FileName);
        using var load = new RecordedLoad(path, clock);
        load.Ends(Measure.Of(Step.Poll, milliseconds: 8));
        clock.Advance(TimeSpan.FromSeconds(1));
        load.Ends(Failed("upstream gone", "sent-1"));
        clock.Advance(TimeSpan.FromSeconds(1));
        var final = load.Finish();

        var read = RecordedRun.Read(folder.File("run")).Final;

        Assert.Equal(await AllFigures.OfAsync(final), await AllFigures.OfAsync(read));
        Assert.Contains("\"waiting\":\"first_byte\"", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        var poll = read.Steps.Single(step => step.Step!.Step == Step.Poll);
        Assert.Equal(TimeSpan.FromMilliseconds(4), poll.Phases[(int)RequestPhase.Waiting].Times.Max);
    }

    private static Measurement Failed(string words, string id) =>
        Measure.Of(Step.Create, Outcome.HttpStatus, 503, detail: words) with
        {
            Phases = new PhaseTimes(TimeSpan.FromTicks(7), TimeSpan.FromTicks(8), TimeSpan.FromTicks(9)),
            Identity = new RequestIdentity("POST", "/v1/batches?a=1", TimeSpan.FromMilliseconds(7))
            {
                RequestId = id,
                TraceId = "trace",
                ServiceIds = [new("x-request-id", "req_1"), new("cf-ray", "8f")],
                BatchId = "batch-1",
                FileId = "file-1",
            },
        };
}
