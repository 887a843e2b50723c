using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Loading;

namespace BatchLoadTest.Commands;

/// <summary>A command: what it is called, what help says of it, how its settings are read and what it does.</summary>
internal abstract record CommandDefinition
{
    /// <summary>Which one.</summary>
    public required CommandKinds Kind { get; init; }

    /// <summary>What is typed.</summary>
    public required string Name { get; init; }

    /// <summary>The beginning of its help.</summary>
    public required string Head { get; init; }

    /// <summary>The end of its help.</summary>
    public required string Examples { get; init; }

    /// <summary>What its exit codes mean, in their order.</summary>
    public required IReadOnlyList<KeyValuePair<int, string>> ExitCodes { get; init; }

    /// <summary>Names of the arguments that are no options; the last may be repeated if it ends in dots.</summary>
    public IReadOnlyList<string> Operands { get; init; } = [];

    /// <summary>Whether they may be left out, all of them: whoever reads the settings says when.</summary>
    public bool OperandsAreOptional { get; init; }

    /// <summary>Whether any number of operands may follow the last named one.</summary>
    public bool TakesMoreOperands => Operands is [.., var last] && last.EndsWith('…');

    /// <summary>Reads all settings, so that every problem is found, and returns what does the command's work.</summary>
    /// <param name="reader">The settings.</param>
    /// <param name="files">Where they look for files.</param>
    /// <param name="problems">Takes what is wrong; then the work must not be begun.</param>
    public abstract Func<CancellationToken, Task<int>> Prepare(
        SettingsReader reader,
        SettingFiles files,
        ProblemList problems
    );
}

/// <summary>A command with settings of its own.</summary>
/// <typeparam name="T">The settings.</typeparam>
internal sealed record CommandDefinition<T> : CommandDefinition
{
    /// <summary>Reads the settings; of use only if no problem was found.</summary>
    public required Func<SettingsReader, SettingFiles, ProblemList, T> Load { get; init; }

    /// <summary>Does the work; the result is an exit code.</summary>
    public required Func<T, CancellationToken, Task<int>> Run { get; init; }

    /// <inheritdoc/>
    public override Func<CancellationToken, Task<int>> Prepare(
        SettingsReader reader,
        SettingFiles files,
        ProblemList problems
    )
    {
        var settings = Load(reader, files, problems);
        return token => Run(settings, token);
    }
}
