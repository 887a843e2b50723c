using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Views;

namespace BatchLoadTest.Terminal;

/// <summary>The view for a terminal: a header that stays, and below it a region that is redrawn with each snapshot.</summary>
public sealed class LiveView(TerminalOutput terminal) : IRunView
{
    // One lock for all output: a note from another thread must not get in between two halves of a frame.
    private readonly Lock gate = new();
    private readonly LiveRegion region = new(terminal.Console);
    private readonly Glyphs glyphs = Glyphs.For(terminal.Console.Profile.Capabilities.Unicode);
    private RunViewHeader? header;
    private bool notesAbove;

    /// <inheritdoc/>
    public void Start(RunViewHeader header)
    {
        lock (gate)
        {
            this.header = header;
            region.WriteAbove(HeaderText.Lay(header, TextWidth()));
        }
    }

    /// <inheritdoc/>
    public void Update(RunSnapshot snapshot, RunPhase phase)
    {
        lock (gate)
        {
            if (header is null)
            {
                return;
            }

            // The cursor rests on the row below the region, which therefore is one lower than the window.
            var size = new TerminalSize(terminal.Console.Profile.Width, terminal.Console.Profile.Height - 1);
            region.Draw(LiveScreen.Lay(header.Plan, snapshot, phase, size, glyphs));
        }
    }

    /// <inheritdoc/>
    public void Note(NoteLevel level, string text)
    {
        lock (gate)
        {
            if (header is not null && terminal.ErrorIsTerminal)
            {
                region.WriteAbove(NoteText.Lay(level, text, terminal.Console.Profile.Width));
                notesAbove = true;
            }
            else
            {
                NoteText.Write(terminal.Error, text);
            }
        }
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        lock (gate)
        {
            if (header is not null)
            {
                header = null;
                // The header ends with a blank line; notes do not, and the summary follows.
                region.Close(notesAbove ? [Line.Blank] : []);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private int TextWidth() => Math.Min(terminal.Console.Profile.Width, TerminalSize.WidestText);
}
