using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Makes the usual settings of the mock server.</summary>
internal static class MockPair
{
    public static MockPair<TimeSpan> Time(
        string name,
        string defaultValue,
        string description,
        ValueParser<TimeSpan>? parse = null
    ) =>
        new(
            new(name, parse ?? DurationText.ZeroOrMore)
            {
                Placeholder = "TIME",
                Default = defaultValue,
                Commands = CommandKinds.Mock,
                Description = description,
            }
        );

    public static MockPair<double> Share(string name, string description) =>
        new(
            new(name, ShareText.Parse)
            {
                Placeholder = "SHARE",
                Default = "0",
                Commands = CommandKinds.Mock,
                Description = description,
            }
        );
}

/// <summary>A setting of the mock server: as the mock command has it, and as a run with the mock inside has it.</summary>
internal sealed record MockPair<T>(Setting<T> Alone, string? InsideNote = null)
{
    /// <summary>What the names begin with on the command line of a run.</summary>
    public const string Prefix = "mock-";

    /// <summary>The setting of a run.</summary>
    public Setting<T> Inside { get; } =
        Alone with
        {
            Name = Prefix + Alone.Name,
            OldNames = [.. Alone.OldNames.Select(old => Prefix + old)],
            DefaultNote = InsideNote ?? Alone.DefaultNote,
            Commands = CommandKinds.Run | CommandKinds.Capacity,
        };

    /// <summary>The setting of one command.</summary>
    public Setting<T> For(CommandKinds command) => command == CommandKinds.Mock ? Alone : Inside;
}
