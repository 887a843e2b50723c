using System.Globalization;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What came of reading the output of running batches, in words: the same in the terminal and in every report.</summary>
public static class ReadSentences
{
    private const int MostExamples = 2;
    private const int Half = (ReadFindings.Parts / 2) - 1;
    private const int NearlyAll = ReadFindings.Parts - 2;

    /// <summary>A kind of fault for a person.</summary>
    public static string Name(ReadFault fault) => fault.KindName().Replace('_', ' ');

    /// <summary>How much was read early, and when it came; empty where nothing was read.</summary>
    public static IEnumerable<string> Reads(ReadSummary reads)
    {
        if (reads.Asked == 0)
        {
            yield break;
        }

        if (reads.Batches == 0)
        {
            yield return $"nothing: of {Figures.Of(reads.Asked, "batch", "batches")} no poll showed one running with an output "
                + "file of its own";
            yield break;
        }

        yield return $"{Figures.Of(reads.Reads, "read")} of {Figures.Of(reads.Batches, "running batch", "running batches")}: "
            + $"{Figures.Count(reads.EarlyRows)} of {Figures.Of(reads.Rows, "row")} early ({Figures.Share(reads.EarlyShare)})"
            + (reads.BytesAgain == 0 ? "" : $", {Figures.Bytes(reads.BytesAgain)} sent again");
        if (reads.FirstRow is { Count: > 0 } first)
        {
            yield return $"first row p50 {Figures.Time(first.P50)}, p95 {Figures.Time(first.P95)}, max {Figures.Time(first.Max)}"
                + Progress(reads.Progress);
        }

        if (reads.Judged < reads.Batches)
        {
            yield return $"{Figures.Count(reads.Batches - reads.Judged)} could not be compared with the file at the end, which "
                + "was not read to its end";
        }

        if (reads.Unread > 0)
        {
            yield return $"{Figures.Of(reads.Unread, "row")} behind the line that their reader has reached, whose last read failed or had other lines";
        }
    }

    /// <summary>Each kind of fault that was found, with examples.</summary>
    public static IEnumerable<string> Faults(ReadSummary reads)
    {
        foreach (var fault in ReadFaults.All.Where(fault => reads[fault] > 0))
        {
            var examples = string.Join("; ", reads.Examples[(int)fault].Take(MostExamples));
            yield return $"{Count(fault, reads[fault])}{(examples.Length == 0 ? "" : $", such as {examples}")}";
        }
    }

    /// <summary>What a fault is, after its number.</summary>
    public static string Words(ReadFault fault) =>
        fault switch
        {
            ReadFault.Skipped => "never sent to a reader that went on from its last line",
            ReadFault.Doubled => "sent again to a reader that went on from its last line",
            ReadFault.Changed => "with another content in a later read",
            ReadFault.Vanished => "read while the batch ran and not in the file at the end",
            ReadFault.WrongLastLine => "with a wrong X-Last-Line",
            _ => "that are no row of the batch",
        };

    private static string Count(ReadFault fault, long count) =>
        (
            fault switch
            {
                ReadFault.WrongLastLine => Figures.Of(count, "read"),
                ReadFault.Unreadable => Figures.Of(count, "line"),
                _ => Figures.Of(count, "row"),
            }
        ) + $" {Words(fault)}";

    private static string Progress(IReadOnlyList<double> shares) =>
        shares.Count == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"; {Figures.Share(shares[Half])} of the rows were there at half of a batch's time, "
                    + $"{Figures.Share(shares[NearlyAll])} at {NearlyAll + 1} tenths"
            );
}
