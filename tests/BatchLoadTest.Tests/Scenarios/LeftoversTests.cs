using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class LeftoversTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Read_AnyOrder_HasBatchesFirst()
    {
        await using var leftovers = Create();
        leftovers.AddFile("file-1");
        leftovers.AddBatch("batch-1");
        leftovers.AddFile("file-2");
        leftovers.AddBatch("batch-2");
        leftovers.AddFile(null);

        Assert.Equal(
            [new(true, "batch-1"), new(true, "batch-2"), new(false, "file-1"), new(false, "file-2")],
            leftovers.Read()
        );
        Assert.False(leftovers.HasHoles);
    }

    [Fact]
    public async Task Read_Results_ComeBeforeTheOtherFiles()
    {
        await using var leftovers = Create();
        leftovers.AddFile("in");
        leftovers.AddResult("out");

        Assert.Equal([new(false, "out") { IsResult = true }, new(false, "in")], leftovers.Read());
    }

    [Fact]
    public async Task AddKey_Sent_IsOnTheDiskAtOnceUntilItIsGone()
    {
        await using var leftovers = Create();
        leftovers.AddFile("file-1");
        leftovers.AddKey("load-test-1");
        leftovers.AddKey("load-test-1-2");
        leftovers.AddFile("file-2");

        Assert.Equal(["load-test-1", "load-test-1-2"], Leftovers.KeysIn(PathOfFile));
        leftovers.RemoveKey("load-test-1");
        Assert.Equal(["load-test-1-2"], Leftovers.KeysIn(PathOfFile));
        Assert.Equal([new(false, "file-1"), new(false, "file-2")], leftovers.Read());
    }

    [Fact]
    public async Task Lost_AnswersThatNeverCame_AreCounted()
    {
        await using var leftovers = Create();
        leftovers.AnswerLost(Creation.File, null);
        leftovers.AnswerLost(Creation.Batch, "in-1");
        leftovers.AnswerLost(Creation.Batch, "in-1");
        leftovers.BatchCreated("batch-1");

        var lost = leftovers.Lost("run-1");
        Assert.Equal(("run-1", 1, 2), (lost.RunId, lost.Uploads, lost.Count));
        Assert.Equal(["in-1"], lost.InputFiles);
        Assert.Equal(["batch-1"], lost.Created());
    }

    [Theory]
    [InlineData("a b/c?d=é%20")]
    [InlineData("two\nlines\r\nB x")]
    [InlineData("🚀")]
    public async Task Read_OddId_IsTheSameId(string id)
    {
        await using var leftovers = Create();
        leftovers.AddFile(id);

        Assert.Equal([new Leftover(false, id)], leftovers.Read());
    }

    [Fact]
    public async Task Read_AddedByManyAtOnce_LosesNothing()
    {
        await using var leftovers = Create();
        Parallel.For(0, 10_000, i => leftovers.AddFile($"file-{i}"));

        Assert.Equal(10_000, leftovers.Read().Distinct().Count());
        leftovers.AddBatch("late");
        Assert.Equal(new Leftover(true, "late"), leftovers.Read().First());
    }

    [Fact]
    public async Task Read_EnumeratedTwiceFromOtherThreads_ReadsAnewEachTime()
    {
        await using var leftovers = Create();
        leftovers.AddFile("file-1");
        var items = leftovers.Read();

        Assert.Single(await Task.Run(() => items.ToList()));
        Assert.Single(await Task.Run(() => items.ToList()));
        Assert.Single(items);
    }

    [Fact]
    public async Task Read_FileWasRemovedMeanwhile_ReadsItAllTheSame()
    {
        await using var leftovers = Create();
        leftovers.AddFile("file-1");
        Assert.Single(leftovers.Read());

        File.Delete(PathOfFile);
        leftovers.AddFile("file-2");
        leftovers.BatchCreated("batch-1");

        Assert.Equal([new(false, "file-1"), new(false, "file-2")], leftovers.Read());
        Assert.Equal(["batch-1"], leftovers.Lost("run-1").Created());
        Assert.False(leftovers.HasHoles);
    }

    [Fact]
    public async Task Read_FileWasShortenedMeanwhile_IsAHole()
    {
        await using var leftovers = Create();
        leftovers.AddFile("file-1");
        Assert.Single(leftovers.Read());

        using (var other = new FileStream(PathOfFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            other.SetLength(0);
        }

        Assert.Empty(leftovers.Read());
        Assert.True(leftovers.HasHoles);
    }

    [Fact]
    public async Task Read_LongerThanAnyBuffer_IsWhole()
    {
        await using var leftovers = Create();
        var ids = Enumerable.Range(0, 3).Select(number => $"{number}{new string('x', 100_000)}").ToList();
        ids.ForEach(leftovers.AddFile);

        Assert.Equal(ids, leftovers.Read().Select(item => item.Id));
    }

    [Fact]
    public async Task Lost_MayComeLate_IsToldForAMinute()
    {
        var clock = new FakeTimeProvider();
        await using var leftovers = new Leftovers(PathOfFile, clock);
        leftovers.AnswerLost(Creation.File, null);
        clock.Advance(TimeSpan.FromSeconds(50));
        leftovers.AnswerLost(Creation.Batch, "in-1");
        leftovers.AnswerLost(Creation.Batch, "in-2", mayComeLate: false);

        Assert.Equal([null, "in-1"], leftovers.Lost("run-1").Late.Select(late => late.InputFile));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(["in-1"], leftovers.Lost("run-1").Late.Select(late => late.InputFile));
        Assert.Equal(3, leftovers.Lost("run-1").Count);
    }

    [Fact]
    public async Task Add_ASecondLater_IsInTheFileWithoutAReader()
    {
        var clock = new FakeTimeProvider();
        await using var leftovers = new Leftovers(PathOfFile, clock);
        leftovers.AddFile("file-1");
        leftovers.BatchCreated("batch-1");

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["F file-1", "C batch-1"], await File.ReadAllLinesAsync(PathOfFile));
        Assert.Equal([new Leftover(false, "file-1")], leftovers.Read());
    }

    [Fact]
    public async Task Add_DiskIsFull_IsAHoleAndNoFailure()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("there is no /dev/full on this system");
        }

        File.CreateSymbolicLink(PathOfFile, "/dev/full");
        await using var leftovers = Create();
        leftovers.AddFile("file-1");
        leftovers.Read();

        Assert.True(leftovers.HasHoles);
    }

    public void Dispose() => folder.Dispose();

    private string PathOfFile => Path.Combine(folder.Path, "leftovers.txt");

    private Leftovers Create() => new(PathOfFile);
}
