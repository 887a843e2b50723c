using BatchLoadTest.Views;

namespace BatchLoadTest.Terminal;

/// <summary>Chooses the view that suits the output.</summary>
public static class RunViews
{
    // Below this the live view would lose figures; plain lines merely wrap.
    private const int NarrowestLive = 60;
    private const int LowestLive = 12;

    /// <summary>A live view on a terminal that is large enough, else plain lines.</summary>
    public static IRunView Create(TerminalOutput terminal, RunViewOptions options)
    {
        var profile = terminal.Console.Profile;
        var live =
            terminal.IsLive
            && profile is { Width: >= NarrowestLive, Height: >= LowestLive }
            && !options.PrintStats
            && !options.OnlySummary;
        return live ? new LiveView(terminal) : new PlainView(terminal.Out, terminal.Error, options);
    }
}
