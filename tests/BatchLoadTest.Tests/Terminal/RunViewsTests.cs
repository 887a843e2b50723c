using BatchLoadTest.Terminal;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Views;

namespace BatchLoadTest.Tests.Terminal;

public sealed class RunViewsTests
{
    [Fact]
    public void Create_OnATerminal_IsLive() => Assert.IsType<LiveView>(View(new RunViewOptions()));

    [Theory]
    [InlineData(59, 24)]
    [InlineData(80, 11)]
    public void Create_OnATinyTerminal_IsPlain(int width, int height) =>
        Assert.IsType<PlainView>(View(new RunViewOptions(), width, height));

    [Fact]
    public void Create_WithPrintStatsOrOnlySummary_IsPlain()
    {
        Assert.IsType<PlainView>(View(new RunViewOptions { PrintStats = true }));
        Assert.IsType<PlainView>(View(new RunViewOptions { OnlySummary = true }));
    }

    [Theory]
    [InlineData("TERM", "xterm-256color", true)]
    [InlineData("TERM", "foot", true)]
    [InlineData("TERM", "dumb", false)]
    [InlineData("CI", "true", false)]
    [InlineData("CI", "false", true)]
    [InlineData("CI", "", true)]
    public void Traits_OfATerminal_DependOnTheEnvironment(string name, string value, bool live) =>
        Assert.Equal(live, Traits(name, value).OutputIsLive);

    [Theory]
    [InlineData("1", false)]
    [InlineData("", true)]
    public void Traits_HonourNoColor(string value, bool colour) =>
        Assert.Equal(colour, Traits("NO_COLOR", value).Colour);

    [Fact]
    public void Traits_OfAPipe_AreNotLiveAnd120ColumnsWide()
    {
        var traits = TerminalTraits.From(outputRedirected: true, false, _ => null, () => new TerminalSize(80, 24));

        Assert.False(traits.OutputIsLive);
        Assert.True(traits.ErrorIsTerminal);
        Assert.Equal(120, traits.Size().Width);
    }

    private static TerminalTraits Traits(string name, string value) =>
        TerminalTraits.From(
            outputRedirected: false,
            errorRedirected: false,
            asked =>
                asked == name ? value
                : asked == "TERM" ? "xterm"
                : null,
            () => TerminalSize.Usual
        );

    private static IRunView View(RunViewOptions options, int width = 80, int height = 24)
    {
        using var terminal = new TestTerminal(width, height);
        return RunViews.Create(terminal.Output(), options);
    }
}
