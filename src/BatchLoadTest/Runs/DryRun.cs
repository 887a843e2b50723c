using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Runs;

/// <summary>Says what a run would do: its settings with their sources, its thresholds, and what it would send. Sends nothing.</summary>
/// <param name="settings">The run.</param>
/// <param name="terminal">Where a person reads it.</param>
/// <param name="timeProvider">The clock, for the run's name.</param>
internal sealed class DryRun(RunSettings settings, TerminalOutput terminal, TimeProvider timeProvider)
{
    private const int NameWidth = 26;

    /// <summary>Prints it. Returns the exit code: 0, or 2 where the data cannot be used.</summary>
    public Task<int> RunAsync() =>
        TellAsync(
            (runId, data, width) =>
            {
                // Of the mock inside nobody knows the port before it runs.
                var host = settings.Target.Host ?? new Uri("http://127.0.0.1");
                return
                [
                    .. Where(settings.Target),
                    .. HeaderText.Lay(RunHeader.Create(settings, runId, host, data), width),
                    .. Thresholds(),
                ];
            }
        );

    /// <summary>Prints what is to be done and the settings. Returns the exit code likewise.</summary>
    /// <param name="what">What is to be done with data by a run of a name, in lines of a width.</param>
    public async Task<int> TellAsync(Func<string, ClassMix, int, IEnumerable<Line>> what)
    {
        // As in `--dry-run | head`; no run goes on without it.
        terminal.LetReadersLeave();
        var runId = RunId.Create(timeProvider);
        try
        {
            using var data = await new RequestDataLoader(settings, runId, WarnAsync).LoadAsync();
            terminal.Console.Write(
                new LinesRenderable([
                    .. WrappedText.Lay(new Piece(""), "dry run: nothing is sent", Width, Tone.Strong),
                    .. what(runId, data, Width),
                    .. Settings(),
                ])
            );
            return ExitCodes.Success;
        }
        catch (CannotStartException exception)
        {
            await terminal.WriteErrorsAsync(exception.Problems);

            return exception.ExitCode;
        }
    }

    private int Width => Math.Min(terminal.Console.Profile.Width, TerminalSize.WidestText);

    private IReadOnlyList<Line> Where(TargetSettings target) =>
        target is { Host: null, IsMock: false }
            ? WrappedText.Lay(new Piece(""), "no target is given: the page would wait for one", Width, Tone.Warning)
            : [];

    private IEnumerable<Line> Thresholds()
    {
        var thresholds = settings.Capacity?.Thresholds ?? settings.Verdict.Thresholds;
        return Table(
            $"{Figures.Of(thresholds.Count, "threshold")}, each with what gave it",
            thresholds.Select(threshold => (threshold.Source, threshold.Text))
        );
    }

    private IEnumerable<Line> Settings() =>
        Table(
            $"{Figures.Of(settings.All.Count, "setting")}, each with its source",
            settings.All.Select(setting => (setting.Name, $"{setting.Value}  ({setting.Source})"))
        );

    private IEnumerable<Line> Table(string title, IEnumerable<(string Name, string Words)> rows) =>
        [
            .. WrappedText.Lay(new Piece(""), title, Width, Tone.Strong),
            .. rows.SelectMany(row =>
                WrappedText.Lay(new Piece($"  {row.Name.PadRight(NameWidth)} ", Tone.Faint), row.Words, Width)
            ),
            Line.Blank,
        ];

    private Task WarnAsync(string warning) => terminal.Error.WriteLineAsync($"warning: {warning}");
}
