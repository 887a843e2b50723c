using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Reading;

/// <summary>
/// A client that reads the output file of one running batch, each time from where its last read ended, and what came of that.
/// The file at the end is the judge: what it has and no read had was skipped, what reads had more often was sent twice.
/// </summary>
/// <param name="ids">The ids that rows may have; null where rows are only counted.</param>
/// <param name="resumes">Whether the service can go on from a line; else each read is of the whole file.</param>
/// <param name="maxLine">Longest line in bytes.</param>
/// <param name="timeProvider">The run's clock.</param>
/// <param name="createStart">Time stamp of the create request.</param>
public sealed class RunningRead(IRowIds? ids, bool resumes, int maxLine, TimeProvider timeProvider, long createStart)
    : IFinalRows,
        IDisposable
{
    // Of those that turn out to be none in the end, some more than are shown.
    private const int MostCandidates = 4 * ReadFindings.MaxNamed;

    private readonly RowReads? rows = ids is null ? null : new RowReads(ids.Count);
    private readonly ReadFindings found = new();
    private readonly List<ReadMade> made = [];
    private readonly List<DoubledRow> doubled = [];
    private ReadFindings inFinal = new();
    private int reads;
    private int told;
    private long position;
    private long had;
    private long earlyRows;
    private long bytesAgain;
    private long unread;
    private TimeSpan? firstRow;
    private bool isJudged;

    /// <summary>The line of the file at which the next read begins, from 0.</summary>
    public long Position => resumes ? position : 0;

    /// <summary>Whether something of the batch was read while it ran.</summary>
    public bool HasBegun => reads > 0;

    /// <summary>Is told of each read that had something new, for whoever may have to go on; null for nobody.</summary>
    public Action<BatchRead>? Told { get; init; }

    /// <summary>When the service wants to be asked again, as a time stamp; 0 for at once.</summary>
    public long NotBefore { get; set; }

    /// <summary>The next read. One that is sent again is another one.</summary>
    internal PartialFile NewFile() => new(Position, ids, maxLine, timeProvider);

    /// <summary>A read has come to its end.</summary>
    /// <param name="file">What it had.</param>
    /// <param name="isEarly">Whether the end of the batch was not known yet.</param>
    internal void Take(PartialFile file, bool isEarly)
    {
        var read = new BatchRead
        {
            Number = reads + 1,
            At = timeProvider.GetElapsedTime(createStart),
            FirstLine = file.FirstAt is { } first ? timeProvider.GetElapsedTime(createStart, first) : null,
            IsEarly = isEarly,
            From = file.Skip,
            To = file.Skip + file.Lines.Count,
            WrongLastLine = file.WrongLastLine is { } wrong ? Shown(wrong) : null,
        };
        var (again, before) = (bytesAgain, had);
        var news = Told is null ? null : new ArrayBufferWriter<byte>();
        Take(read, file.Lines, news);
        if (news is not null && (news.WrittenCount > 0 || had > before || read.WrongLastLine is not null))
        {
            Told!(read with { Index = ++told, BytesAgain = bytesAgain - again, Lines = news.WrittenSpan.ToArray() });
        }
    }

    /// <summary>A read of another process, which the next one here follows.</summary>
    internal void Restore(BatchRead read)
    {
        Take(read, PackedLines.Of(read.Lines), news: null);
        bytesAgain += read.BytesAgain;
        told = read.Index;
    }

    /// <inheritdoc/>
    public void Begin()
    {
        (inFinal, unread, isJudged) = (new ReadFindings(), 0, false);
        rows?.ForgetFinal();
    }

    /// <inheritdoc/>
    public void Take(int row, long place, ReadOnlySpan<byte> line)
    {
        if (rows is null)
        {
            return;
        }

        ref var read = ref rows[row];
        if (read.InFinal == 0)
        {
            JudgeFirst(row, place, RowReads.HashOf(line));
        }

        read.InFinal = (byte)Math.Min(byte.MaxValue, read.InFinal + 1);
    }

    /// <inheritdoc/>
    public void End() => isJudged = rows is not null;

    /// <summary>What came of it.</summary>
    /// <param name="turnaround">From the create request to the end of the batch; null where nobody saw that.</param>
    public ReadFindings Findings(TimeSpan? turnaround)
    {
        var findings = new ReadFindings
        {
            Reads = reads,
            EarlyRows = earlyRows,
            BytesAgain = bytesAgain,
            Unread = unread,
            IsJudged = isJudged,
            FirstRow = firstRow,
            Progress = turnaround is { } time ? Progress(time) : [],
        };
        findings.AddFaults(found);
        if (isJudged)
        {
            findings.AddFaults(inFinal);
            AddSums(findings);
        }

        return findings;
    }

    /// <inheritdoc/>
    public void Dispose() => rows?.Dispose();

    // Gives what another process has to know of the lines, where one may have to.
    private void Take(BatchRead read, IReadOnlyList<PartialFile.Line> lines, ArrayBufferWriter<byte>? news)
    {
        reads = read.Number;
        var before = had;
        if (read.WrongLastLine is { } wrong)
        {
            found.Add(ReadFault.WrongLastLine);
            found.AddExample(
                ReadFault.WrongLastLine,
                $"read {reads}, lines {Span(read.From, read.To - read.From)}: X-Last-Line {wrong}"
            );
        }

        foreach (var line in lines)
        {
            if (IsNews(line) && news is not null)
            {
                PackedLines.Add(news, line);
            }
        }

        position = read.To;
        had = rows is null ? Math.Max(had, read.To) : had;
        firstRow ??= read.IsEarly ? read.FirstLine : null;
        earlyRows = read.IsEarly ? had : earlyRows;
        if (read.To > read.From && (resumes || had > before))
        {
            made.Add(new ReadMade(reads, read.At, read.From, read.To, had));
        }
    }

    // Of a file that is read whole each time only what has changed.
    private bool IsNews(PartialFile.Line line)
    {
        if (line.Row == PartialFile.Line.Unreadable)
        {
            found.Add(ReadFault.Unreadable);
            found.AddExample(ReadFault.Unreadable, $"line {line.Hash + 1L}, in read {reads}");
            return true;
        }

        if (line.Row == PartialFile.Line.Unknown)
        {
            return false;
        }

        ref var read = ref rows![line.Row];
        if (read.First == 0)
        {
            (read.First, read.Hash, read.Times) = (reads, line.Hash, 1);
            had++;
            return true;
        }

        bytesAgain += line.Length;
        if (resumes)
        {
            read.Times = (ushort)Math.Min(ushort.MaxValue, read.Times + 1);
            if (doubled.Count < MostCandidates)
            {
                doubled.Add(new DoubledRow(line.Row, read.First, reads));
            }
        }

        return IsOther(ref read, line) || resumes;
    }

    private bool IsOther(ref RowRead read, PartialFile.Line line)
    {
        if (read.Hash == line.Hash)
        {
            return false;
        }

        read.Hash = line.Hash;
        if (!read.Changed)
        {
            read.Changed = true;
            found.Add(ReadFault.Changed);
            if (found.WantsExample(ReadFault.Changed))
            {
                found.AddExample(ReadFault.Changed, $"{ids!.IdOf(line.Row)}, by read {reads}");
            }
        }

        return true;
    }

    private void JudgeFirst(int row, long place, uint hash)
    {
        ref var read = ref rows![row];
        if (read.First == 0)
        {
            if (place >= position || !resumes)
            {
                // Without a way to go on from a line, the file at the end is the read that has the rest.
                unread += resumes ? 1 : 0;
                return;
            }

            inFinal.Add(ReadFault.Skipped);
            if (inFinal.WantsExample(ReadFault.Skipped))
            {
                inFinal.AddExample(
                    ReadFault.Skipped,
                    $"{ids!.IdOf(row)}, line {place + 1} of the file, {PassedOver(place)}"
                );
            }

            return;
        }

        if (read.Times > 1)
        {
            foreach (ref var candidate in CollectionsMarshal.AsSpan(doubled))
            {
                if (candidate.Row == row)
                {
                    candidate = candidate with { Place = place };
                }
            }
        }

        if (read.Hash != hash && !read.Changed)
        {
            inFinal.Add(ReadFault.Changed);
            if (inFinal.WantsExample(ReadFault.Changed))
            {
                inFinal.AddExample(
                    ReadFault.Changed,
                    $"{ids!.IdOf(row)}, line {place + 1} of the file at the end, after read {read.First}"
                );
            }
        }
    }

    // What only the whole of both tells.
    private void AddSums(ReadFindings findings)
    {
        for (var row = 0; row < rows!.Count; row++)
        {
            var read = rows[row];
            if (read.First > 0 && read.InFinal == 0)
            {
                findings.Add(ReadFault.Vanished);
                if (findings.WantsExample(ReadFault.Vanished))
                {
                    findings.AddExample(ReadFault.Vanished, $"{ids!.IdOf(row)}, in read {read.First}");
                }
            }

            findings.Add(ReadFault.Doubled, TooMany(read));
        }

        foreach (var each in doubled.Where(each => TooMany(rows[each.Row]) > 0).Take(ReadFindings.MaxNamed))
        {
            findings.AddExample(
                ReadFault.Doubled,
                $"{ids!.IdOf(each.Row)}, line {each.Place + 1} of the file, by read {each.First} and by read {each.Again}"
            );
        }
    }

    private static int TooMany(in RowRead read) =>
        read.InFinal == 0 ? 0 : Math.Max(0, read.Times - Math.Max((int)read.InFinal, 1));

    // The read that went past the line; before it there may have been others that it did not show to.
    private string PassedOver(long place)
    {
        var read = made.Find(each => each.From <= place && place < each.To);
        return read.Number == 0
            ? "passed over"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"passed over by read {read.Number} (lines {Span(read.From, read.To - read.From)}, after {read.At.TotalSeconds:0.0} s)"
            );
    }

    private long[] Progress(TimeSpan turnaround)
    {
        var shares = new long[ReadFindings.Parts - 1];
        foreach (var read in made)
        {
            for (var part = 1; part < ReadFindings.Parts; part++)
            {
                if (read.At <= turnaround * part / ReadFindings.Parts)
                {
                    shares[part - 1] = read.Had;
                }
            }
        }

        return shares;
    }

    private static string Span(long from, long lines) =>
        lines == 0 ? $"none from {from + 1} on" : $"{from + 1} to {from + lines}";

    private static string Shown(string line) => line.Length <= 20 ? line : line[..20] + "…";

    private readonly record struct ReadMade(int Number, TimeSpan At, long From, long To, long Had);

    private readonly record struct DoubledRow(int Row, int First, int Again, long Place = 0);
}
