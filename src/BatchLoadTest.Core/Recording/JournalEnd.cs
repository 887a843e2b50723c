using System.Text;
using System.Text.Json;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Recording;

/// <summary>The last line of a journal, read without the rest of it: a run of hours has hundreds of megabytes.</summary>
/// <param name="Ending">How the run ended.</param>
/// <param name="ExitCode">What its process returned; null where that was not recorded.</param>
/// <param name="ThresholdsMet">Whether none was missed, as it was judged then.</param>
public sealed record JournalEnd(RunEnding Ending, int? ExitCode, bool ThresholdsMet)
{
    // A search of many levels, each with its thresholds, is in the last line too.
    private const int LongestLine = 1024 * 1024;

    /// <summary>Null where there is none: the run was killed, still goes on, or the file is no journal.</summary>
    /// <param name="path">The journal.</param>
    /// <exception cref="IOException">The disk does not give it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static JournalEnd? Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        var bytes = new byte[Math.Min(length, LongestLine)];
        var read = RandomAccess.Read(file, bytes, length - bytes.Length);
        var text = bytes.AsMemory(0, read);
        // What has no line end was cut off.
        if (text.Length == 0 || text.Span[^1] != (byte)'\n')
        {
            return null;
        }

        text = text[..^1];
        return OfLine(text[(text.Span.LastIndexOf((byte)'\n') + 1)..]);
    }

    private static JournalEnd? OfLine(ReadOnlyMemory<byte> line)
    {
        if (!line.Span.StartsWith(Encoding.UTF8.GetBytes($"{{\"type\":\"{EndLine.Name}\"")))
        {
            return null;
        }

        try
        {
            var end = JsonSerializer.Deserialize(line.Span, JournalContext.Default.EndLine)!;
            return new JournalEnd(
                end.ToEnding(),
                end.ExitCode,
                end.Thresholds?.Any(each =>
                    each.Verdict is nameof(ThresholdVerdict.Failed) or nameof(ThresholdVerdict.NoData)
                ) != true
            );
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
