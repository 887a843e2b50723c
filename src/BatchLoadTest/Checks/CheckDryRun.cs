using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Runs;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Checks;

/// <summary>Says what a check would do: how many it would make, the rows that are paid for, and its settings. Sends nothing.</summary>
/// <param name="settings">The check.</param>
/// <param name="terminal">Where a person reads it.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class CheckDryRun(CheckSettings settings, TerminalOutput terminal, TimeProvider timeProvider)
{
    private const int LabelWidth = 12;

    /// <summary>Prints it. Returns the exit code: 0, or 2 where the data cannot be used or a pattern fits no check.</summary>
    public Task<int> RunAsync() =>
        new DryRun(settings.Run, terminal, timeProvider).TellAsync(
            (_, data, width) =>
            {
                var plan = WantedChecks.Of(settings, []);
                var first = data.All[0].Data;
                var rows = plan.Rows == 0 ? "none" : $"at most {Figures.Count(plan.Rows)}";
                return
                [
                    .. Fact("target", settings.Run.Target.Host?.ToString() ?? "mock server inside", width),
                    .. Fact("checks", Figures.Count(plan.Wanted), width),
                    .. Fact("paid rows", rows, width),
                    .. Fact(
                        "data",
                        $"{first.Description}: {Figures.Of(first.Rows, "request")}, {Figures.Bytes(first.Bytes)}",
                        width
                    ),
                    Line.Blank,
                ];
            }
        );

    private static IReadOnlyList<Line> Fact(string label, string text, int width) =>
        WrappedText.Lay(new Piece(label.PadRight(LabelWidth), Tone.Faint), text, width);
}
