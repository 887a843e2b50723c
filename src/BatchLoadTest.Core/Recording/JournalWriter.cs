using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Recording;

/// <summary>
/// Writes <c>run.jsonl</c>: everything that the reports of a run need, a line of JSON at a time, so that they can be
/// written again, merged and compared, and so that a run that is killed loses its last second at most.
/// </summary>
/// <remarks>
/// Lines, by their member <c>type</c>: <c>run</c> (first: what was asked for), <c>key</c> (a fingerprint of the API key,
/// to see that several processes shared one), <c>second</c> (what happened in one second of the wall clock, batches that
/// ended included) and <c>end</c>; of a master that another one may be started in place of also <c>worker</c> and
/// <c>position</c> (how far the seconds of each worker are in those before). Times are ticks of 100 ns, so that nothing is rounded. A histogram's buckets are
/// pairs: how many microseconds above the last bucket, and how many values.
/// </remarks>
public sealed class JournalWriter : IIntervalSink, IDisposable
{
    /// <summary>The file's name in a results folder.</summary>
    public const string FileName = "run.jsonl";

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly JournalFile file;
    private readonly Utf8JsonWriter json;
    private readonly Action<string> failing;
    private bool said;

    /// <summary>Begins a journal.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="run">What the first line says.</param>
    /// <param name="failing">Called once, with a line, where the disk does not take it.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be created.</exception>
    public JournalWriter(string path, RunFacts run, Action<string> failing)
    {
        file = new JournalFile(path);
        json = new Utf8JsonWriter(file.Line, Options);
        this.failing = failing;
        WriteLine(() => JsonSerializer.Serialize(json, FactsLine.From(run), JournalContext.Default.FactsLine));
    }

    /// <summary>Goes on with a journal that another process has begun.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keep">Bytes of it that stay: whole lines.</param>
    /// <param name="failing">Called once, with a line, where the disk does not take it.</param>
    /// <exception cref="IOException">The file cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written to.</exception>
    public JournalWriter(string path, long keep, Action<string> failing)
    {
        file = new JournalFile(path, keep);
        json = new Utf8JsonWriter(file.Line, Options);
        this.failing = failing;
    }

    /// <summary>Adds to each second; null for nobody.</summary>
    public IJournalCompanion? Companion { get; set; }

    /// <summary>What the disk said against the journal, now or earlier; null where all was well.</summary>
    public string? Problem => file.Problem;

    /// <summary>Whether the journal ends before the run: the disk was full for too long.</summary>
    public bool IsIncomplete => file.IsBroken;

    /// <inheritdoc/>
    public void Write(Interval interval)
    {
        WriteLine(
            () => IntervalJson.Write(json, interval),
            Companion is { } companion ? lines => companion.Append(lines, interval) : null
        );
        if (file.Problem is null)
        {
            Companion?.Written();
        }
    }

    /// <summary>Notes that requests are sent with a key of this fingerprint.</summary>
    public void KeyUsed(string fingerprint) =>
        WriteLine(() =>
            JsonSerializer.Serialize(json, new KeyLine { Fingerprint = fingerprint }, JournalContext.Default.KeyLine)
        );

    /// <summary>Writes the last line.</summary>
    public void End(RunEnding ending, IReadOnlyList<ThresholdResult> thresholds, int exitCode) =>
        WriteLine(() =>
            JsonSerializer.Serialize(json, EndLine.From(ending, thresholds, exitCode), JournalContext.Default.EndLine)
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        json.Dispose();
        file.Dispose();
    }

    private void WriteLine(Action write, Action<IBufferWriter<byte>>? beside = null)
    {
        json.Reset();
        write();
        json.Flush();
        file.Line.GetSpan(1)[0] = (byte)'\n';
        file.Line.Advance(1);
        beside?.Invoke(file.Line);
        file.Flush();
        if (file.Problem is { } problem && !said)
        {
            said = true;
            failing(problem);
        }
    }
}
