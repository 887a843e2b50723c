using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Summary;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Views;

namespace BatchLoadTest.Tests.Terminal;

public sealed class TerminalOutputTests
{
    [Fact]
    public async Task Views_OnAFullDisk_GoOnAndSaySoOnce()
    {
        using var output = new BrokenWriter(room: 300);
        using var error = new StringWriter();
        var terminal = TerminalOutput.Open(Redirected(), output, error);
        await using var view = RunViews.Create(terminal, new RunViewOptions());

        view.Start(SampleRun.Header);
        view.Update(SampleRun.Busy, SampleRun.Running);
        view.Update(SampleRun.Huge, SampleRun.Running);
        await view.StopAsync();
        var attempts = output.Attempts;
        new SummaryPrinter(terminal.Console).Print(SampleRun.Report, []);

        Assert.Equal(attempts, output.Attempts);
        Assert.Equal(
            "standard output is broken (No space left on device); the run goes on without it.\n",
            error.ToString().ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public async Task Notes_WithStandardErrorBrokenToo_AreLost()
    {
        using var output = new BrokenWriter(room: 0);
        using var error = new BrokenWriter(room: 0);
        await using var view = RunViews.Create(TerminalOutput.Open(Redirected(), output, error), new RunViewOptions());

        view.Start(SampleRun.Header);
        view.Note(NoteLevel.Error, "lost");
        view.Note(NoteLevel.Error, "lost as well");

        Assert.Equal(1, error.Attempts);
    }

    // As head does.
    [Fact]
    public void Out_OfWhichAReaderMayLeave_IsNotComplainedAbout()
    {
        using var output = new BrokenWriter(room: 0);
        using var error = new StringWriter();
        var terminal = TerminalOutput.Open(Redirected(), output, error);

        terminal.LetReadersLeave();
        terminal.Out.WriteLine("lost");

        Assert.Equal((1, ""), (output.Attempts, error.ToString()));
    }

    [Fact]
    public void Out_ThatWasClosedFromTheStart_IsOnlyComplainedAbout()
    {
        using var output = new BrokenWriter(room: 0, new UnauthorizedAccessException("Access denied"));
        using var error = new StringWriter();

        TerminalOutput.Open(Redirected(), output, error).Out.WriteLine("lost");

        Assert.StartsWith("standard output is broken (Access denied)", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Console_OverAPipe_IsPlainAscii120ColumnsWide()
    {
        using var output = new StringWriter();
        var terminal = TerminalOutput.Open(Redirected(), output, TextWriter.Null);

        new SummaryPrinter(terminal.Console).Print(SampleRun.Report, ["results/metrics.json"]);

        Assert.True(System.Text.Ascii.IsValid(output.ToString()));
        Assert.DoesNotContain('\e', output.ToString());
        Assert.Equal(120, terminal.Console.Profile.Width);
    }

    private static TerminalTraits Redirected() =>
        TerminalTraits.From(outputRedirected: true, errorRedirected: true, _ => null, () => new TerminalSize(80, 24));
}
