using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of the page.</summary>
internal static class PageCatalogue
{
    public static readonly Setting<bool> Headless = new("headless", FlagText.Parse)
    {
        Default = "false",
        HasLocustTwin = true,
        Description = "Start at once, without a page, and end with the run.",
    };

    public static readonly Setting<string> Host = new("web-host", WebHostText.Parse)
    {
        Placeholder = "ADDRESS",
        Default = "127.0.0.1",
        HasLocustTwin = true,
        Commands = CommandKinds.Run | CommandKinds.Health,
        Description = "Address that the page listens on; 0.0.0.0 or * for all.",
    };

    public static readonly Setting<int> Port = new("web-port", NumberText.Whole(0, 65_535))
    {
        Alias = "-P",
        Placeholder = "N",
        Default = "8089",
        HasLocustTwin = true,
        Commands = CommandKinds.Run | CommandKinds.Health,
        Description = "Its port; 0 picks a free one.",
    };

    public static readonly Setting<string> Token = new("web-token", PlainText.Key)
    {
        Commands = CommandKinds.Run,
        Placeholder = "TEXT",
        Secrecy = Secrecy.Secret,
        Description = "What a caller has to know: /?token=TEXT once, or a header 'Authorization: Bearer TEXT'.",
    };

    public static readonly Setting<string> TokenFile = new("web-token-file", PlainText.NotBlank)
    {
        Commands = CommandKinds.Run,
        Placeholder = "FILE",
        Description = "File that holds the token.",
    };

    public static readonly Setting<string> BasePath = new("web-base-path", WebBasePathText.Parse)
    {
        Commands = CommandKinds.Run,
        Placeholder = "PATH",
        DefaultNote = "default none",
        HasLocustTwin = true,
        Description =
            "Path below which a reverse proxy shows the page, such as /loadtest, whether it cuts it off or not.",
    };

    public static readonly Setting<string> AllowedHost = new("web-allowed-host", WebNameText.Parse)
    {
        Commands = CommandKinds.Run,
        Placeholder = "NAME",
        IsRepeatable = true,
        Description = "A name under which browsers see the page, such as a reverse proxy's.",
    };

    public static readonly Setting<bool> Autostart = new("autostart", FlagText.Parse)
    {
        Commands = CommandKinds.Run,
        Default = "false",
        HasLocustTwin = true,
        Description = "Start at once, with the page.",
    };

    public static readonly Setting<TimeSpan> Autoquit = new("autoquit", DurationText.ZeroOrMore)
    {
        Commands = CommandKinds.Run,
        Placeholder = "TIME",
        DefaultNote = "default never",
        HasLocustTwin = true,
        Description = "With --autostart: end so long after the run.",
    };

    public static readonly SettingSection Section = new(
        "Page",
        [Headless, Host, Port, Token, TokenFile, BasePath, AllowedHost, Autostart, Autoquit]
    );

    /// <summary>Where the page is, for those who ask it.</summary>
    public static readonly SettingSection AddressSection = new("Page", [Host, Port]);
}
