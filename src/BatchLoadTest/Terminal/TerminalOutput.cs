using Spectre.Console;

namespace BatchLoadTest.Terminal;

/// <summary>
/// Standard output and standard error of the program, guarded, and a Spectre console over the former. Open one at the
/// start and give it to the view and to the summary.
/// </summary>
public sealed record TerminalOutput
{
    /// <summary>Writes to standard output; knows size, colours and whether it can redraw.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>Standard output as plain text.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Whether everything that was written to <see cref="Out"/> was taken.</summary>
    public bool OutWorks => Out is not GuardedWriter { Works: false };

    /// <summary>Standard error as plain text.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person watches standard output and lines can be redrawn there.</summary>
    public required bool IsLive { get; init; }

    /// <summary>Whether standard error is a terminal, hence with a live standard output most likely the same one.</summary>
    public required bool ErrorIsTerminal { get; init; }

    /// <summary>Standard output for what another program reads; null where it is for people.</summary>
    public TextWriter? Data { get; init; }

    /// <summary>Whoever reads standard output may stop when it has read enough: nothing is said of that.</summary>
    public void LetReadersLeave()
    {
        if (Out is GuardedWriter guarded)
        {
            guarded.IsSilent = true;
        }
    }

    /// <summary>Tells of what a person has to mend, a line each.</summary>
    public async Task WriteErrorsAsync(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            await Error.WriteLineAsync($"error: {problem}");
        }
    }

    /// <summary>Opens the two streams of this process.</summary>
    /// <param name="outputIsData">Standard output is for another program: people read standard error.</param>
    public static TerminalOutput OfThisProcess(bool outputIsData = false)
    {
        var (output, error) = (StandardPipe.Output(), StandardPipe.Error());
        return outputIsData
            ? Open(TerminalTraits.OfStandardError(), error, error) with
            {
                Data = new GuardedWriter(output, "standard output", error),
            }
            : Open(TerminalTraits.OfThisProcess(), output, error);
    }

    /// <summary>Opens two streams.</summary>
    public static TerminalOutput Open(TerminalTraits traits, TextWriter output, TextWriter error)
    {
        var guardedError = new GuardedWriter(error, "standard error", complaints: null);
        var guardedOutput = new GuardedWriter(output, "standard output", guardedError);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupportOf(traits),
                ColorSystem =
                    traits.OutputIsLive && traits.Colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new GuardedOutput(guardedOutput, traits.OutputIsLive, traits.Size),
                // Enrichers guess by names of CI systems what the traits say already.
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            }
        );
        if (!traits.OutputIsLive)
        {
            // A log may be read anywhere: ASCII only, but for what servers said.
            console.Profile.Capabilities.Unicode = false;
        }

        return new TerminalOutput
        {
            Console = console,
            Out = guardedOutput,
            Error = guardedError,
            IsLive = traits.OutputIsLive && console.Profile.Capabilities.Ansi,
            ErrorIsTerminal = traits.ErrorIsTerminal,
        };
    }

    // Elsewhere than on Windows, Spectre's detection knows some terminals by name and takes all others for dumb ones.
    private static AnsiSupport AnsiSupportOf(TerminalTraits traits) =>
        (traits.OutputIsLive, OperatingSystem.IsWindows()) switch
        {
            (false, _) => AnsiSupport.No,
            (true, true) => AnsiSupport.Detect,
            (true, false) => AnsiSupport.Yes,
        };
}
