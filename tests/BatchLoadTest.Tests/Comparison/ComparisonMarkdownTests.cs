using System.Text.RegularExpressions;
using BatchLoadTest.Comparison;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Comparison;

public sealed class ComparisonMarkdownTests
{
    [Fact]
    public void Write_OfAMixedComparison() =>
        Expected.Matches("comparison.md", ComparisonMarkdown.Write(SampleComparison.Mixed));

    [Fact]
    public void Write_WithoutADifference() =>
        Expected.Matches("comparison_same.md", ComparisonMarkdown.Write(SampleComparison.Same));

    [Fact]
    public void Write_WithoutAnyRequest() =>
        Expected.Matches("comparison_empty.md", ComparisonMarkdown.Write(SampleComparison.Empty));

    [Fact]
    public void Write_OfClasses() =>
        Expected.Matches("comparison_classes.md", ComparisonMarkdown.Write(SampleComparison.Classes));

    [Theory]
    [InlineData("@everyone #1 [a](http://x) www.x.org ![i](j) | ` ** <img src=x onerror=alert(1)> &amp; \\")]
    [InlineData("\n# heading\n\n| a | b |\n```\n</details></code>")]
    [InlineData("\u202Eabc\u0000\u001B[2J\u2028")]
    public void Write_MakesNothingOfTextFromOutside(string hostile)
    {
        var lines = ComparisonMarkdown.Write(SampleComparison.Hostile(hostile)).Split('\n');
        var usual = ComparisonMarkdown.Write(SampleComparison.Hostile("usual")).Split('\n');

        Assert.Equal(usual.Length, lines.Length);
        foreach (var line in lines)
        {
            // Without what is in code elements, and our own bars and emphasis, nothing is left that means something.
            var ours = Regex.Replace(line, "<code>[^<]*</code>", "");
            Assert.DoesNotContain("@", ours, StringComparison.Ordinal);
            Assert.DoesNotContain("http", ours, StringComparison.Ordinal);
            Assert.All(
                Regex.Matches(line, "<code>(?<text>[^<]*)</code>").Select(match => match.Groups["text"].Value),
                text => Assert.Matches(@"^([\p{L}\p{Nd} ,\-…\uFFFD]|&#\d+;)*$", text)
            );
        }
    }

    [Fact]
    public void Write_CutsTextThatIsTooLongForATable() =>
        Assert.All(
            ComparisonMarkdown.Write(SampleComparison.Hostile(new string('x', 5000))).Split('\n'),
            line => Assert.InRange(line.Length, 0, 1000)
        );
}
