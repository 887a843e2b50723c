using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>Single requests to look for in the service's log.</summary>
internal static class ExampleMarkdown
{
    private const int MostFailures = 30;
    private const int MostOfStep = 3;

    /// <summary>A few of each kind of failure; empty where there are none.</summary>
    public static string Failures(RunReport report)
    {
        var table = new MarkdownTable("at", "step", "kind", "request", "look for", "words");
        var examples = report
            .Final.Failures.SelectMany(failure => failure.Examples.Select(example => (failure, example)))
            .Take(MostFailures)
            .ToList();
        foreach (var (failure, example) in examples)
        {
            table.Add(
                RunClockWords.Of(report, example.At),
                MarkdownText.Code(failure.Step.Id),
                MarkdownText.Code(failure.Kind),
                Request(example),
                Ids(example),
                MarkdownText.Code(example.Words ?? "")
            );
        }

        return examples.Count == 0 ? "" : Folded("Examples of failed requests", table);
    }

    /// <summary>The slowest of each step; empty where there are none.</summary>
    public static string Slowest(RunReport report)
    {
        var table = new MarkdownTable("step", "took:", "at", "request", "look for");
        var slowest = report
            .Final.Slowest.GroupBy(example => example.Step)
            .SelectMany(step => step.Take(MostOfStep))
            .ToList();
        foreach (var example in slowest)
        {
            table.Add(
                MarkdownText.Code(report.Names[example.Step].Id),
                Figures.Time(example.Identity.Latency),
                RunClockWords.Of(report, example.At),
                Request(example),
                Ids(example)
            );
        }

        return slowest.Count == 0 ? "" : Folded("Slowest requests of each step", table);
    }

    private static string Request(RequestExample example) =>
        MarkdownText.Code($"{example.Identity.Method} {example.Identity.Path}");

    private static string Ids(RequestExample example) =>
        string.Join("<br>", IdentityWords.All(example.Identity).Select(MarkdownText.Code));

    private static string Folded(string title, MarkdownTable table) =>
        $"<details><summary>{title}</summary>\n\n{table}\n</details>\n";
}
