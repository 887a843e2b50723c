using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

public sealed class JournalGlanceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private string Journal => Path.Combine(folder.Path, JournalWriter.FileName);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void At_RunThatEnds_SaysSoThen()
    {
        using var load = Begin();
        Assert.False(JournalGlance.At(folder.Path).HasEnded);
        load.Finish();

        Assert.True(JournalGlance.At(folder.Path).HasEnded);
        Assert.Equal(clock.GetUtcNow(), JournalGlance.At(Journal).Run.StartedAt);
    }

    [Fact]
    public void At_LinesLongerThanWhatIsReadAtOnce_FindsTheLast()
    {
        Begin().Finish();
        var end = File.ReadAllLines(Journal)[^1];
        File.AppendAllText(Journal, "{\"type\":\"second\",\"x\":\"" + new string('x', 200_000) + "\"}\n");
        Assert.False(JournalGlance.At(folder.Path).HasEnded);
        File.AppendAllText(Journal, end[..^1] + new string(' ', 200_000) + "}");
        Assert.False(JournalGlance.At(folder.Path).HasEnded);
        File.AppendAllText(Journal, "\n");

        Assert.True(JournalGlance.At(folder.Path).HasEnded);
    }

    [Fact]
    public void At_LengthAndTimeUnchanged_DoesNotReadAgain()
    {
        Begin().Finish();
        var time = File.GetLastWriteTimeUtc(Journal);
        var first = JournalGlance.At(folder.Path);
        File.WriteAllText(Journal, File.ReadAllText(Journal).Replace("\"end\"", "\"and\"", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(Journal, time);

        Assert.Same(first, JournalGlance.At(folder.Path, first));
        File.SetLastWriteTimeUtc(Journal, time.AddSeconds(1));
        Assert.False(JournalGlance.At(folder.Path, first).HasEnded);
    }

    [Fact]
    public void Read_WhereTheDiskFails_NamesTheJournal()
    {
        // Has a length and opens, and fails at the first byte: a loopback device has no cable.
        const string Unreadable = "/sys/class/net/lo/duplex";
        if (!File.Exists(Unreadable))
        {
            Assert.Skip($"there is no {Unreadable} on this system");
        }

        File.CreateSymbolicLink(Journal, Unreadable);

        var found = Assert.Throws<JournalException>(() => RecordedRun.Read(folder.Path));
        Assert.StartsWith($"{Journal} cannot be read: ", found.Message, StringComparison.Ordinal);
        found = Assert.Throws<JournalException>(() => JournalGlance.At(folder.Path));
        Assert.StartsWith($"{Journal} cannot be read: ", found.Message, StringComparison.Ordinal);
    }

    private RecordedLoad Begin() => new(Journal, clock);
}
