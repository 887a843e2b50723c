using BatchLoadTest.Comparison;
using BatchLoadTest.Terminal.Comparison;
using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Tests.Support;
using Spectre.Console.Testing;

namespace BatchLoadTest.Tests.Terminal.Comparison;

public sealed class ComparisonPrinterTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Print_OfAMixedComparison(int width) =>
        Expected.Matches($"comparison_{width}.txt", Print(SampleComparison.Mixed, width, new FailOn(0.1), exitCode: 1));

    [Fact]
    public void Print_OfClasses() =>
        Expected.Matches(
            "comparison_classes_80.txt",
            Print(SampleComparison.Classes, 80, new FailOn(0.1), exitCode: 1)
        );

    [Fact]
    public void Print_WithoutADifference_InAscii() =>
        Expected.Matches("comparison_same_80.txt", Print(SampleComparison.Same, 80, new FailOn(0), unicode: false));

    [Fact]
    public void Print_WithoutAnyRequest() =>
        Expected.Matches("comparison_empty_80.txt", Print(SampleComparison.Empty, 80, new FailOn(0), exitCode: 1));

    [Theory]
    [InlineData("\e[2J\r\n[red]x[/]")]
    [InlineData(
        "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"
    )]
    public void Print_IsNeverWiderThanTheConsole_AndMovesNoCursor(string hostile)
    {
        foreach (var width in new[] { 40, 60, 80, 120, 200 })
        {
            var text = Print(SampleComparison.Hostile(hostile), width, null);
            // Wide characters: a cell each at most is checked by the reader of the screen.
            Assert.DoesNotContain('\e', text);
            Assert.DoesNotContain('\r', text);
            Assert.All(
                text.Split('\n'),
                line => Assert.InRange(BatchLoadTest.Terminal.Layout.CellText.Width(line), 0, width)
            );
        }
    }

    [Fact]
    public void Print_InAscii_HasAMarkForEveryVerdict()
    {
        var text = Print(SampleComparison.Mixed, 120, null, unicode: false);

        Assert.Contains("! worse", text, StringComparison.Ordinal);
        Assert.Contains("+ better", text, StringComparison.Ordinal);
        Assert.Contains("= no difference", text, StringComparison.Ordinal);
        Assert.Contains("? not enough data", text, StringComparison.Ordinal);
        Assert.True(text.All(char.IsAscii));
    }

    private static string Print(
        RunComparison comparison,
        int width,
        FailOn? failOn,
        int exitCode = 0,
        bool unicode = true
    )
    {
        using var console = new TestConsole();
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = unicode;
        new ComparisonPrinter(console).Print(comparison, failOn, exitCode);
        return console.Output;
    }
}
