using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of the search for the largest load that the service takes.</summary>
internal static class CapacityCatalogue
{
    public static readonly Setting<bool> Of = new("of", ChoiceText.Of(("rate", false), ("users", true)))
    {
        Commands = CommandKinds.Capacity,
        Placeholder = "WHAT",
        Default = "rate",
        Description = "What is raised: rate (batches started per second, whatever the service does) or users.",
    };

    public static readonly Setting<double> From = new("from", RateText.Parse)
    {
        Commands = CommandKinds.Capacity,
        Placeholder = "LOAD",
        Default = "1",
        Description = "Lowest load: 1/s, 30/m or 100/h; with --of users a number.",
    };

    public static readonly Setting<double> To = new("to", RateText.Parse)
    {
        Commands = CommandKinds.Capacity,
        Placeholder = "LOAD",
        DefaultNote = "default no bound",
        Description = "Highest load.",
    };

    public static readonly Setting<double> Resolution = new("resolution", ShareText.Parse)
    {
        Commands = CommandKinds.Capacity,
        Placeholder = "SHARE",
        Default = "10%",
        Description = "How far apart the two bounds may be.",
    };

    public static readonly Setting<TimeSpan> LevelTime = new("level-time", DurationText.AboveZero)
    {
        Commands = CommandKinds.Capacity,
        Placeholder = "TIME",
        Default = "1m",
        Description = "A level that passes is measured for so long at least, the last one three times as long.",
    };

    public static readonly Setting<TimeSpan> MaxTime = new("max-time", DurationText.AboveZero)
    {
        Commands = CommandKinds.Capacity,
        Placeholder = "TIME",
        Default = "2h",
        Description = "After this the bounds so far are the answer.",
    };

    public static readonly Setting<IReadOnlyList<int>> Sizes = new("sizes", SizesText.Parse)
    {
        Commands = CommandKinds.Capacity,
        Placeholder = "LIST",
        DefaultNote = "default the data as it is",
        Description = "Rows of a batch, generated, such as 10,1000: a search for each.",
    };

    public static readonly SettingSection Section = new(
        "Capacity",
        [Of, From, To, Resolution, LevelTime, MaxTime, Sizes]
    );
}
