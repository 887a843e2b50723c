using BatchLoadTest.Terminal;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Views;

namespace BatchLoadTest.Tests.Terminal;

public sealed class LiveViewTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task Screen_AfterUpdatesAndNotes_HoldsHeaderNotesAndOneFrame(int width)
    {
        using var terminal = new TestTerminal(width);
        await using var view = new LiveView(terminal.Output());
        view.Start(SampleRun.Header with { MockInside = true });
        view.Update(SampleRun.NothingYet, SampleRun.Running with { State = RunState.Spawning });
        view.Note(NoteLevel.Warning, "12:03:44 warning  The [key] was not admitted at once.\nIt is now.");
        view.Update(SampleRun.Busy, SampleRun.Running);

        Expected.Matches($"live_screen_{width}.txt", terminal.Screen());
        Assert.Empty(terminal.Error.ToString());
    }

    [Fact]
    public async Task StopAsync_LeavesHeaderAndNotesOnly()
    {
        using var terminal = new TestTerminal();
        await using var view = new LiveView(terminal.Output());
        view.Start(SampleRun.Header);
        var before = terminal.Screen();
        view.Update(SampleRun.Busy, SampleRun.Running);

        await view.StopAsync();
        view.Update(SampleRun.Busy, SampleRun.Running);

        Assert.Equal(before, terminal.Screen());
        Assert.EndsWith("\e[?25h", terminal.Console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_AfterTheWindowGotNarrower_ErasesTheRowsThatTheTerminalWrapped()
    {
        using var terminal = new TestTerminal(120);
        await using var view = new LiveView(terminal.Output());
        view.Start(SampleRun.Header);
        view.Update(SampleRun.Busy, SampleRun.Running);
        var lines = terminal
            .Screen()
            .Split('\n')
            .SkipWhile(line => !line.StartsWith("running", StringComparison.Ordinal));
        var rows = lines.SkipLast(1).Sum(line => Math.Max(1, (line.Length + 79) / 80));
        var written = terminal.Console.Output.Length;

        terminal.Console.Profile.Width = 80;
        view.Update(SampleRun.Busy, SampleRun.Running);

        Assert.StartsWith($"\e[?25l\r\e[{rows}A", terminal.Console.Output[written..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Note_WithStandardErrorElsewhere_GoesThereWhole()
    {
        using var terminal = new TestTerminal();
        await using var view = new LiveView(terminal.Output(errorIsTerminal: false));
        view.Start(SampleRun.Header);
        var words = new string('w', 200);

        view.Note(NoteLevel.Error, words + "\e[2J");

        Assert.Equal(words + " [2J\n", terminal.Error.ToString().ReplaceLineEndings("\n"));
        Assert.DoesNotContain(words, terminal.Console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Note_AfterStop_GoesToStandardError()
    {
        using var terminal = new TestTerminal();
        await using var view = new LiveView(terminal.Output());
        view.Start(SampleRun.Header);
        await view.StopAsync();

        view.Note(NoteLevel.Information, "late");

        Assert.Equal("late\n", terminal.Error.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Note_FromManyThreads_NeverTearsTheFrame()
    {
        using var terminal = new TestTerminal(80, 60);
        await using var view = new LiveView(terminal.Output());
        view.Start(SampleRun.Header);

        var notes = Enumerable
            .Range(0, 4)
            .Select(thread =>
                Task.Run(() =>
                {
                    for (var note = 0; note < 25; note++)
                    {
                        view.Note(NoteLevel.Information, $"note {thread}.{note}");
                    }
                })
            );
        for (var update = 0; update < 25; update++)
        {
            view.Update(SampleRun.Busy, SampleRun.Running);
        }

        await Task.WhenAll(notes);

        var screen = terminal.Screen().Split('\n');
        Assert.Equal(100, screen.Count(line => line.StartsWith("note ", StringComparison.Ordinal)));
        Assert.Single(screen, line => line.StartsWith("total ", StringComparison.Ordinal));
    }
}
