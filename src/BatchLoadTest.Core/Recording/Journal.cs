using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Recording;

/// <summary>A journal on disk, read line by line; see <see cref="JournalWriter"/> for what is in it.</summary>
public sealed class Journal : IRunHistory
{
    private readonly string path;

    private Journal(string path, RunFacts run)
    {
        this.path = path;
        Run = run;
    }

    /// <summary>What the run was asked to do.</summary>
    public RunFacts Run { get; }

    /// <summary>Opens the journal of a results folder, or a journal itself.</summary>
    /// <exception cref="JournalException">There is none, or it does not begin like one.</exception>
    public static Journal Open(string folderOrFile)
    {
        var file = FileOf(folderOrFile);
        using var lines = OpenLines(file);
        return new Journal(file, ReadRun(file, lines));
    }

    /// <summary>Where the journal of a results folder is; what is no folder is taken for a journal.</summary>
    public static string FileOf(string folderOrFile) =>
        Directory.Exists(folderOrFile) ? Path.Combine(folderOrFile, JournalWriter.FileName) : folderOrFile;

    /// <summary>Reads the first line.</summary>
    private static RunFacts ReadRun(string path, JournalLines lines)
    {
        RunFacts? run = null;
        if (lines.TryRead(out var line))
        {
            Take(
                path,
                lines,
                line,
                (type, json) =>
                {
                    run = type == FactsLine.Name ? FactsLine.Read(json) : null;
                    return false;
                }
            );
        }

        return run ?? throw new JournalException($"{path}: not the journal of a run");
    }

    /// <summary>Opens a journal that may still be written to, or be replaced.</summary>
    private static SafeFileHandle OpenFile(string path)
    {
        try
        {
            if (File.Exists(path) && RegularFile.Problem(path) is { } problem)
            {
                throw new JournalException($"{path}: no journal: {problem}");
            }

            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                File.Exists(path) ? $"{path} cannot be read: {exception.Message}" : $"{path}: there is no such journal"
            );
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JournalException">A line within the journal cannot be read.</exception>
    public IntervalSequence Read() => new(Intervals());

    private IEnumerable<Interval> Intervals()
    {
        var interval = new Interval();
        using var lines = OpenLines(path);
        while (lines.TryRead(out var line))
        {
            if (Parse(lines, line, interval))
            {
                yield return interval;
            }
        }
    }

    /// <summary>How the run ended, or null, and the fingerprints of its keys.</summary>
    /// <exception cref="JournalException">A line within the journal cannot be read.</exception>
    public (RunEnding? Ending, IReadOnlyList<string> Keys) ReadEnding()
    {
        RunEnding? ending = null;
        List<string> keys = [];
        Walk(
            path,
            (type, line, _) =>
            {
                ending = type == EndLine.Name ? line.Deserialize(JournalContext.Default.EndLine)!.ToEnding() : ending;
                if (type == KeyLine.Name)
                {
                    keys.Add(line.Deserialize(JournalContext.Default.KeyLine)!.Fingerprint);
                }

                return true;
            },
            isWanted: IsNoSecond
        );
        return (ending, keys);
    }

    private bool Parse(JournalLines lines, ReadOnlyMemory<byte> line, Interval interval)
    {
        var isSecond = false;
        Take(
            path,
            lines,
            line,
            (type, json) =>
            {
                isSecond = type == IntervalJson.Type;
                if (isSecond)
                {
                    IntervalJson.Read(json, interval);
                }

                return true;
            }
        );
        return isSecond;
    }

    /// <summary>Whether a line is another one than that of a second, of which there are most.</summary>
    internal static bool IsNoSecond(ReadOnlySpan<byte> line) => !line.StartsWith("{\"type\":\"second\""u8);

    /// <summary>Reads lines.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="take">Takes type, line and the place behind it in the file; false for no more.</param>
    /// <param name="isWanted">Which lines are read at all; all where left out.</param>
    /// <exception cref="JournalException">A line within the journal cannot be read.</exception>
    internal static void Walk(
        string path,
        Func<string?, JsonElement, long, bool> take,
        Func<ReadOnlySpan<byte>, bool>? isWanted = null
    )
    {
        using var lines = OpenLines(path);
        while (lines.TryRead(out var line))
        {
            if (
                isWanted?.Invoke(line.Span) != false
                && !Take(path, lines, line, (type, json) => take(type, json, lines.Offset))
            )
            {
                return;
            }
        }
    }

    private static bool Take(
        string path,
        JournalLines lines,
        ReadOnlyMemory<byte> line,
        Func<string?, JsonElement, bool> take
    )
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return take(json.RootElement.TextOrNull("type"), json.RootElement);
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JournalException($"{path}, line {lines.Number}: not a line of a journal: {exception.Message}");
        }
        catch (IndexOutOfRangeException)
        {
            throw new JournalException($"{path}, line {lines.Number}: not a line of a journal: a list is too short");
        }
        catch (JournalException exception)
        {
            throw new JournalException($"{path}, line {lines.Number}: {exception.Message}");
        }
    }

    private static JournalLines OpenLines(string path) => new(path, OpenFile(path));
}
