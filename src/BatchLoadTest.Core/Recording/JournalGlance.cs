using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Recording;

/// <summary>
/// What the first and the last line of a journal say, for those who wait for its end: the lines between, of hours maybe,
/// are not read.
/// </summary>
public sealed class JournalGlance
{
    private const int FirstSize = 64 * 1024;

    // Longer than any end.
    private const int LongestLine = 64 * 1024 * 1024;

    private readonly string path;
    private readonly long length;
    private readonly DateTime time;

    private JournalGlance(string path, SafeFileHandle file, long length, DateTime time)
    {
        this.path = path;
        this.length = length;
        this.time = time;
        using var lines = new JournalLines(path, file);
        Run = Journal.ReadRun(path, lines);
        HasEnded = LastLineIsTheEnd(file, length);
    }

    /// <summary>What the run was asked to do.</summary>
    public RunFacts Run { get; }

    /// <summary>Whether the run has ended: its journal is whole.</summary>
    public bool HasEnded { get; }

    /// <summary>Looks at a journal.</summary>
    /// <param name="folderOrFile">A results folder, or the journal itself.</param>
    /// <param name="before">What was seen last; the same again where length and time of the file are.</param>
    /// <exception cref="JournalException">There is none, or it does not begin like one.</exception>
    public static JournalGlance At(string folderOrFile, JournalGlance? before = null)
    {
        var journal = Journal.FileOf(folderOrFile);
        // Opened each time: a file system over the network may answer from memory until then. And both lines are of
        // this one file, whatever takes its place meanwhile.
        using var file = Journal.OpenFile(journal);
        try
        {
            var (length, time) = (RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
            return before is not null && before.path == journal && before.length == length && before.time == time
                ? before
                : new JournalGlance(journal, file, length, time);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new JournalException($"{journal} cannot be read: {exception.Message}");
        }
    }

    private static bool LastLineIsTheEnd(SafeFileHandle file, long length)
    {
        for (long size = FirstSize; size <= LongestLine; size *= 2)
        {
            var tail = new byte[Math.Min(size, length)];
            var lines = tail.AsSpan(0, RandomAccess.Read(file, tail, length - tail.Length));
            // What is behind the last line end was cut off, or is being written.
            lines = lines[..Math.Max(0, lines.LastIndexOf((byte)'\n'))];
            var before = lines.LastIndexOf((byte)'\n');
            if (before >= 0 || tail.Length == length)
            {
                return lines[(before + 1)..].StartsWith("{\"type\":\"end\""u8);
            }
        }

        return false;
    }
}
