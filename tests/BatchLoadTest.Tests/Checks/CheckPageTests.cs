using System.Text;
using BatchLoadTest.Checks;
using BatchLoadTest.Checks.Catalogue;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Tests.Checks.Breaking;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Checks;

/// <summary>The page of checks is that of their catalogue, and says what the mock's flavours do.</summary>
public sealed class CheckPageTests
{
    private const string Page = "docs/reference/checks.md";

    private static readonly MockFlavour[] Flavours = [MockFlavour.ControlLayer, MockFlavour.OpenAI];

    /// <summary>With <c>UPDATE_EXPECTATIONS=1</c> it writes the page.</summary>
    [Fact]
    public async Task Page_IsWhatTheChecksSay_OfThemselvesAndOfBothFlavours()
    {
        var found = await Task.WhenAll(
            Flavours.Select(flavour =>
                Healthy.OfAsync(new Break("", () => exchange => exchange.ForwardAsync()) { Flavour = flavour })
            )
        );
        var path = Path.Combine(RepositoryFiles.Root, Page);
        var known = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";

        Assert.All(found, words => Assert.DoesNotContain("failed", words.Values.Select(word => word.Verdict)));
        Expected.MatchesFile(path, Text(found, known));
    }

    private static string Text(IReadOnlyList<IReadOnlyDictionary<string, CheckWord>> found, string known)
    {
        var text = new StringBuilder(
            """
            # The checks of `batch-load-test check`

            What they are worth, and how to read a result, is in [Checking a service](../guide/checking.md). The last two columns are what
            the mock's flavours do: `✓` as required, `!` otherwise, `?` not seen (there is nothing of the kind), `–` not looked at.

            """
        );
        var all = AllChecks.Create([]).Select(check => check.Info).ToList();
        foreach (var group in all.GroupBy(check => check.Group, StringComparer.Ordinal))
        {
            text.Append("\n## ").Append(group.Key).Append("\n\n");
            text.Append("| check | worth | what is required | where it is written | control layer | OpenAI |\n");
            text.Append("|---|---|---|---|---|---|\n");
            foreach (var check in group)
            {
                var begin = $"| `{check.Id}` | {check.Worth.KindName()} | {check.Requirement} | {check.Source} |";
                var marks = found.Select(words => Mark(words.GetValueOrDefault(check.Id))).ToList();
                text.Append(begin).Append($" {string.Join(" | ", Seen(known, begin, marks))} |\n");
            }
        }

        return text.ToString();
    }

    // What a busy machine does not get to see is no difference.
    private static IEnumerable<string> Seen(string known, string begin, IReadOnlyList<string> marks)
    {
        var at = known.IndexOf(begin, StringComparison.Ordinal);
        var before = at < 0 ? null : known[(at + begin.Length)..known.IndexOf('\n', at)].Trim(' ', '|').Split(" | ");
        return marks.Select((mark, index) => mark == "?" && before?.Length == marks.Count ? before[index] : mark);
    }

    private static string Mark(CheckWord? word) =>
        word?.Verdict switch
        {
            "passed" => "✓",
            "failed" => "✗",
            "noted" => "!",
            "not_seen" => "?",
            _ => "–",
        };
}
