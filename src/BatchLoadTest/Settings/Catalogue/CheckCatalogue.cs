using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of the check of a service.</summary>
internal static class CheckCatalogue
{
    public static readonly Setting<string> Only = new("only", PlainText.NotBlank)
    {
        Commands = CommandKinds.Check,
        Placeholder = "CHECKS",
        IsRepeatable = true,
        DefaultNote = "default all",
        Description =
            "Checks to make: a group (preflight), an id (preflight.tls) or a pattern ('preflight.*key*'); repeatable.",
    };

    public static readonly Setting<string> Skip = new("skip", PlainText.NotBlank)
    {
        Commands = CommandKinds.Check,
        Placeholder = "CHECKS",
        IsRepeatable = true,
        DefaultNote = "default none",
        Description = "Checks to leave out, likewise; repeatable.",
    };

    public static readonly Setting<string> SecondApiKey = new("second-api-key", PlainText.Key)
    {
        Commands = CommandKinds.Check,
        Placeholder = "KEY",
        Secrecy = Secrecy.Secret,
        DefaultNote = "default none",
        Description = "Key of another account, which must not see what is the first one's.",
    };

    public static readonly Setting<bool> Compare = new("compare", FlagText.Parse)
    {
        Commands = CommandKinds.Check,
        Default = "false",
        Description = "Put check.json files of several services side by side; FILEs follow. Sends nothing.",
    };

    public static readonly Setting<bool> All = new("all", FlagText.Parse)
    {
        Commands = CommandKinds.Check,
        Default = "false",
        Description = "With --compare: also the rows that are the same everywhere.",
    };

    public static readonly SettingSection Section = new(
        "Checks",
        [Only, Skip, SecondApiKey, Compare, All, CompareCatalogue.Markdown]
    );
}
