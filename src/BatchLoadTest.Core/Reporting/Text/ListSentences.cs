using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What came of reading the service's lists, in words: the same in the terminal and in every report.</summary>
public static class ListSentences
{
    private const int MostExamples = 2;

    /// <summary>A line for each list, what was found in it, and what was not read; empty where nothing was to be read.</summary>
    public static IEnumerable<string> Of(ListSummary lists)
    {
        if (!lists.WereAsked)
        {
            yield break;
        }

        foreach (var list in lists.Kinds.Where(list => list.Walks > 0))
        {
            yield return list.Pages == 0 ? NoPage(list) : Walks(list);
            if (Times(list) is { } times)
            {
                yield return times;
            }
        }

        if (NotBegun(lists) is { } notBegun)
        {
            yield return notBegun;
        }
    }

    /// <summary>How many walks were due and not begun; null where all were.</summary>
    public static string? NotBegun(ListSummary lists) =>
        lists.NotBegun == 0
            ? null
            : $"{Figures.Count(lists.NotBegun)} of {Figures.Of(lists.Due, "walk")} {(lists.NotBegun == 1 ? "was" : "were")} not "
                + "begun: the one before lasted until the next was due, or to the end of the load";

    // A service that has no such list, say.
    private static string NoPage(ListOfKindSummary list) =>
        $"no page of the list of {list.Kind.KindName()} was answered as it should be, in {Figures.Of(list.Walks, "walk")}"
        + Problems(list);

    private static string Walks(ListOfKindSummary list)
    {
        var name = list.Kind.KindName();
        var text =
            $"{Figures.Of(list[ListEnd.Complete], "walk")} through all {name}: {Figures.Of(list.Pages, "page")}, "
            + $"{Figures.Of(list.Items, "object")}, {Figures.Count(list.Doubled)} of them twice{Such(list.DoubledExamples)}, "
            + (
                list[ListEnd.Complete] == 0 ? "of the run's own nobody knows"
                : list.Expected == 0 ? "none of the run's own looked for"
                : $"{Figures.Count(list.Missing)} of {Figures.Count(list.Expected)} of the run's own missing"
                    + Such(list.MissingExamples)
            );
        foreach (var end in ListKinds.AllEnds.Where(end => end != ListEnd.Complete && list[end] > 0))
        {
            text += $"; {Figures.Of(list[end], "walk")} {Words(end)}";
        }

        return text + Problems(list);
    }

    private static string Problems(ListOfKindSummary list) =>
        list.Problems.Count == 0 ? "" : $": {string.Join("; ", list.Problems.Take(MostExamples))}";

    private static string Words(ListEnd end) =>
        end switch
        {
            ListEnd.Failed => "failed, so that what is missing nobody knows",
            ListEnd.Endless => "without an end",
            _ => "cut off, not judged",
        };

    // The shortest and the longest: between them a table says more.
    private static string? Times(ListOfKindSummary list)
    {
        var known = list.Sizes.Where(size => size.Pages.Count > 0).ToList();
        if (known.Count == 0)
        {
            return null;
        }

        IReadOnlyList<ListSizeSummary> shown = known.Count == 1 ? known : [known[0], known[^1]];
        return $"a page of {list.Kind.KindName()} took "
            + string.Join(
                "; ",
                shown.Select(size =>
                    $"p50 {Figures.Time(size.Pages.P50)}, max {Figures.Time(size.Pages.Max)} in lists of {Length(size)}"
                )
            );
    }

    /// <summary>How long the lists of a class are, such as <c>200 to 499</c>.</summary>
    public static string Length(ListSizeSummary size) =>
        size.To is not { } to ? $"{Figures.Count(size.From)} or more"
        : size.From == 0 ? $"up to {Figures.Count(to)}"
        : $"{Figures.Count(size.From)} to {Figures.Count(to)}";

    private static string Such(IReadOnlyList<string> examples) =>
        examples.Count == 0 ? "" : $" (such as {string.Join("; ", examples.Take(MostExamples))})";
}
