using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

/// <summary>Runs that were killed in folders beside: which of them a run cleans up after, and which it leaves alone.</summary>
public sealed class RunsBesideTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Theory]
    [InlineData("load_r2", "load_r1")]
    [InlineData("my_load_r2", "my_load_r1")]
    [InlineData("20260823-142501-3f9a1c", "20260823-142401-0f9a1c")]
    public void Killed_OfTheSameSeries_IsFound(string own, string other)
    {
        Record(other, end: null);

        using var opened = Open(own);
        var left = Assert.Single(opened.PutEarlierRunAside().Left);

        Assert.Equal((other, false, true), (left.Name, left.IsLast, left.WasKilled));
        Assert.Equal(["key-1"], left.Keys);
        Assert.Equal("run-7", left.Facts!.Id);
        // Nobody else does the same, or begins there, meanwhile.
        Assert.Throws<CannotStartException>(() => Open(other));
        opened.Dispose();
        Open(other).Dispose();
    }

    [Theory]
    [InlineData("load_r2", "more_r1")]
    [InlineData("load_r2", "load-r1")]
    [InlineData("load_r2", "load_more_r1")]
    [InlineData("load-r2", "load-r1")]
    [InlineData("load_r2", "20260823-142401-0f9a1c")]
    [InlineData("20260823-142501-3f9a1c", "20260823-142401")]
    public void Killed_OfAnotherSeries_IsLeftAlone(string own, string other)
    {
        Record(other, end: null);

        using var opened = Open(own);

        Assert.Empty(opened.PutEarlierRunAside().Left);
        Open(other).Dispose();
    }

    // What it could not remove is in its list for a person.
    [Theory]
    [InlineData(RunEnd.Planned)]
    [InlineData(RunEnd.Terminated)]
    public void Ended_IsLeftAlone(RunEnd end)
    {
        Record("load_r1", end);

        using var opened = Open("load_r2");

        Assert.Empty(opened.PutEarlierRunAside().Left);
        Open("load_r1").Dispose();
    }

    [Fact]
    public void GoesOn_IsLeftAlone()
    {
        Record("load_r1", end: null);
        using var other = Open("load_r1");

        using var opened = Open("load_r2");

        Assert.Empty(opened.PutEarlierRunAside().Left);
    }

    [Fact]
    public void ListWithoutAJournal_IsLeftAlone()
    {
        Write("load_r1");

        using var opened = Open("load_r2/");

        Assert.Empty(opened.PutEarlierRunAside().Left);
    }

    [Fact]
    public void Removed_ItsListGoes_AndTheNextRunFindsNothing()
    {
        Record("load_r1", end: null);
        using (var opened = Open("load_r2/"))
        {
            Assert.Single(opened.PutEarlierRunAside().Left).Replace([], []);
        }

        using var next = Open("load_r3");

        Assert.Empty(next.PutEarlierRunAside().Left);
        Assert.Equal(["run.jsonl"], Directory.GetFiles(folder.File("load_r1")).Select(Path.GetFileName));
    }

    public void Dispose() => folder.Dispose();

    private void Write(string name)
    {
        Directory.CreateDirectory(folder.File(name));
        folder.Write($"{name}/not-removed.txt", "F file-1\nK key-1\n");
    }

    private RunFolder Open(string name) => RunFolder.Open(folder.File(name));

    private void Record(string name, RunEnd? end)
    {
        Write(name);
        using var load = new RecordedLoad(folder.File($"{name}/{JournalWriter.FileName}"), clock, "run-7");
        load.Ends(Measure.Of());
        clock.Advance(TimeSpan.FromSeconds(2));
        load.Tick();
        if (end is { } known)
        {
            load.Finish(known);
        }
    }
}
