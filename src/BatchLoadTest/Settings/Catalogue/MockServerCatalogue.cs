using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings that only the mock command has; inside a run they follow from the run's own.</summary>
internal static class MockServerCatalogue
{
    public static readonly Setting<IReadOnlyList<string>> Urls = new("urls", ListenText.Parse)
    {
        Placeholder = "URLS",
        Default = "http://127.0.0.1:3001",
        Commands = CommandKinds.Mock,
        Description = "Addresses to listen on, parted by semicolons; port 0 picks a free one.",
    };

    public static readonly Setting<string> Username = new("username", PlainText.Username)
    {
        Placeholder = "NAME",
        Default = "admin",
        KnownVariable = "BASIC_AUTH_USERNAME",
        Commands = CommandKinds.Mock,
        Description = "User that may create keys.",
    };

    public static readonly Setting<string> Password = new("password", PlainText.Password)
    {
        Placeholder = "TEXT",
        Default = "password",
        KnownVariable = "BASIC_AUTH_PASSWORD",
        Secrecy = Secrecy.Secret,
        Commands = CommandKinds.Mock,
        Description = "That user's password.",
    };

    public static readonly Setting<string> ApiKey = new("api-key", PlainText.Key)
    {
        Placeholder = "KEY",
        KnownVariable = "API_KEY",
        IsRepeatable = true,
        Secrecy = Secrecy.Secret,
        Commands = CommandKinds.Mock,
        Description = "Key that is accepted without having been created.",
    };

    public static readonly Setting<string> SecondApiKey = new("second-api-key", PlainText.Key)
    {
        Placeholder = "KEY",
        Secrecy = Secrecy.Secret,
        Commands = CommandKinds.Mock,
        Description = "Key of another account, which sees nothing of the first one's.",
    };

    public static readonly Setting<bool> ShareObjects = new("share-objects", FlagText.Parse)
    {
        Default = "false",
        Commands = CommandKinds.Mock,
        Description = "Let each of the two accounts see what is the other's.",
    };

    public static readonly Setting<bool> Http2 = new("http2", FlagText.Parse)
    {
        Default = "false",
        Commands = CommandKinds.Mock,
        Description = "Speak HTTP/2 without TLS instead of HTTP/1.1.",
    };

    public static readonly Setting<int> Seed = LoadCatalogue.Seed with
    {
        Commands = CommandKinds.Mock,
        Description = "Seed of its random choices.",
    };

    public static readonly SettingSection Section = new(
        "Mock server",
        [Urls, Username, Password, ApiKey, SecondApiKey, ShareObjects, Http2, Seed, .. MockCatalogue.Alone]
    );
}
