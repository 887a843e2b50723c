using System.Buffers;
using System.Text;
using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Recording;

public sealed class JournalFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private bool isFull;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Flush_OnceThereIsRoomAgain_WritesWhatWaitedAndNothingTwice()
    {
        var path = Path.Combine(folder.Path, "journal");
        using (var file = Open(path))
        {
            Write(file, "one\n");
            isFull = true;
            Write(file, "two\n");
            Write(file, "three\n");
            Assert.NotNull(file.Problem);
            Assert.Equal("one\n", File.ReadAllText(path));
            isFull = false;
            Write(file, "four\n");
            Assert.False(file.IsBroken);
        }

        Assert.Equal("one\ntwo\nthree\nfour\n", File.ReadAllText(path));
    }

    [Fact]
    public void Flush_FullForTooLong_EndsTheJournalAtAWholeLine()
    {
        var path = Path.Combine(folder.Path, "journal");
        var line = new string('x', 1024 * 1024) + "\n";
        using (var file = Open(path))
        {
            Write(file, "one\n");
            isFull = true;
            for (var megabyte = 0; megabyte < 18; megabyte++)
            {
                Write(file, line);
            }

            Assert.True(file.IsBroken);
            isFull = false;
            Write(file, "later\n");
        }

        Assert.Equal("one\n", File.ReadAllText(path));
    }

    [Fact]
    public void Dispose_StillFull_IsBroken()
    {
        var file = Open(Path.Combine(folder.Path, "journal"));
        isFull = true;
        Write(file, "one\n");
        file.Dispose();

        Assert.True(file.IsBroken);
    }

    // A full disk takes a part of what it is given.
    private JournalFile Open(string path) =>
        new(
            path,
            (file, bytes, offset) =>
            {
                RandomAccess.Write(file, (isFull ? bytes[..(bytes.Length / 2)] : bytes).Span, offset);
                if (isFull)
                {
                    throw new IOException("No space left on device");
                }
            }
        );

    private static void Write(JournalFile file, string text)
    {
        file.Line.Write(Encoding.UTF8.GetBytes(text));
        file.Flush();
    }
}
