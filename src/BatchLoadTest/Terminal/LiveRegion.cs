using System.Globalization;
using System.Text;
using BatchLoadTest.Terminal.Layout;
using Spectre.Console;

namespace BatchLoadTest.Terminal;

/// <summary>
/// The lines at the end of a terminal that are redrawn in place. Spectre's own live display is not used: when the
/// window gets narrower it erases the screen and the scroll-back, its update and its write take two locks in opposite
/// order, and it writes a frame in hundreds of pieces. Here a frame is one write, and nothing above is ever touched.
/// Not safe for several threads.
/// </summary>
public sealed class LiveRegion(IAnsiConsole console)
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const string EraseToEndOfLine = "\e[K";
    private const string EraseToEndOfScreen = "\e[J";

    private IReadOnlyList<Line> drawn = [];

    /// <summary>Replaces what is drawn.</summary>
    public void Draw(IReadOnlyList<Line> lines) => Emit([], lines);

    /// <summary>Writes lines that stay, above the region.</summary>
    public void WriteAbove(IReadOnlyList<Line> lines) => Emit(lines, drawn);

    /// <summary>Puts lines that stay in the region's place and shows the cursor again.</summary>
    public void Close(IReadOnlyList<Line> instead)
    {
        Emit(instead, []);
        console.Profile.Out.Writer.Write(ShowCursor);
    }

    private void Emit(IReadOnlyList<Line> above, IReadOnlyList<Line> region)
    {
        var frame = new StringBuilder(HideCursor).Append('\r');
        var up = RowsOnScreen();
        if (up > 0)
        {
            frame.Append(CultureInfo.InvariantCulture, $"\e[{up}A");
        }

        // Each line erases only its own rest, just before it is replaced: nothing flickers.
        var text = console.ToAnsi(new LinesRenderable([.. above, .. region]));
        frame.Append(text.ReplaceLineEndings(EraseToEndOfLine + "\n")).Append(EraseToEndOfScreen);
        console.Profile.Out.Writer.Write(frame.ToString());
        drawn = region;
    }

    // Terminals wrap lines again when the window gets narrower, so that one line may stand on several rows by now.
    private int RowsOnScreen()
    {
        var width = Math.Max(1, console.Profile.Width);
        return drawn.Sum(line => Math.Max(1, (line.Width + width - 1) / width));
    }
}
