using System.Text;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>What became of the batches and their results.</summary>
internal static class BatchMarkdown
{
    private const int MostBatches = 5;
    private const int MostExamples = 3;

    public static string Of(BatchSummary batches)
    {
        if (batches.Created == 0)
        {
            return "### Batches\n\nNone was created.\n";
        }

        var text = new StringBuilder($"### Batches\n\n{MarkdownText.Words(BatchSentences.Sum(batches))}\n\n");
        text.Append($"{Times(batches)}\n");
        if (batches.Censored > 0)
        {
            text.Append($"{Figures.Count(batches.Censored)} more, end not seen, the oldest for ")
                .Append($"{Figures.Time(batches.OldestUnfinished)}. ");
        }

        text.Append($"{Figures.Of(batches.Polls, "poll")}, {Figures.Count(batches.WastedPolls)} showed no change.\n");
        foreach (var irregular in BatchSentences.Irregularities(batches))
        {
            text.Append($"\n❌ {MarkdownText.Words(irregular)}\n");
        }

        foreach (var words in ReadSentences.Reads(batches.Reads))
        {
            text.Append($"\nRead while running: {MarkdownText.Words(words)}\n");
        }

        foreach (var fault in ReadSentences.Faults(batches.Reads))
        {
            text.Append($"\n❌ {MarkdownText.Words(fault)}\n");
        }

        foreach (var peculiar in BatchSentences.Peculiarities(batches))
        {
            text.Append($"\n{MarkdownText.Words(peculiar)}\n");
        }

        if (batches.Examples.Count > 0)
        {
            text.Append("\nSuch as\n\n");
            foreach (var batch in batches.Examples.Take(MostBatches))
            {
                text.Append($"- {MarkdownText.Code(BatchSentences.Describe(batch))}\n");
            }
        }

        return text.Append($"\n{Results(batches.Results)}").ToString();
    }

    private static string Times(BatchSummary batches)
    {
        var table = new MarkdownTable("", "batches:", "p50:", "p95:", "p99:", "max:");
        Add("turnaround", batches.Turnaround, Figures.Time);
        var phases = BatchSentences.Phases(batches);
        foreach (var (name, times) in phases)
        {
            Add(name, times, time => $"{time.TotalSeconds:0} s");
        }

        return $"{table}"
            + (phases.Count == 0 ? "" : "\nAll but turnaround are by the service's stamps, which are whole seconds.\n");

        void Add(string name, LatencySummary times, Func<TimeSpan, string> format)
        {
            string Cell(TimeSpan time) => times.Count == 0 ? Figures.None : format(time);
            table.Add(
                name,
                Figures.Count(times.Count),
                Cell(times.P50),
                Cell(times.P95),
                Cell(times.P99),
                Cell(times.Max)
            );
        }
    }

    private static string Results(ResultSummary results)
    {
        var text =
            $"### Results\n\n{MarkdownText.Words(BatchSentences.Checked(results))}; rows: "
            + $"{MarkdownText.Words(BatchSentences.Rows(results))}\n{RowErrors(results)}{UsageMarkdown.Of(results.Usage)}";
        if (!results.Defects.Any(count => count > 0))
        {
            return text;
        }

        var table = new MarkdownTable("defect", "count:", "such as");
        foreach (var defect in ResultDefects.All.Where(defect => results[defect] > 0))
        {
            var examples = string.Join(", ", results.Examples[(int)defect].Take(MostExamples));
            table.Add(BatchSentences.Name(defect), Figures.Count(results[defect]), MarkdownText.Code(examples));
        }

        var following = results.Following.Sum();
        return following == 0
            ? $"{text}\n{table}"
            : $"{text}\n{table}\n{Figures.Count(following)} of these follow from the others and are no defects of their "
                + "own.\n";
    }

    private static string RowErrors(ResultSummary results)
    {
        var sentences = BatchSentences.RowErrors(results).ToList();
        return sentences.Count == 0
            ? ""
            : $"\n{MarkdownText.Words(sentences[0])}\n\n"
                + string.Concat(sentences.Skip(1).Select(kind => $"- {MarkdownText.Code(kind)}\n"));
    }
}
