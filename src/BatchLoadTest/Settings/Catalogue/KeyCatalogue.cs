using BatchLoadTest.Authentication;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of the API key.</summary>
internal static class KeyCatalogue
{
    public static readonly Setting<AuthMode> Auth = new(
        "auth",
        ChoiceText.Of(("basic", AuthMode.Basic), ("login", AuthMode.Login), ("none", AuthMode.None))
    )
    {
        Placeholder = "MODE",
        Default = "basic",
        Description = "Create a key with HTTP Basic or after a login, or send none. Not with --api-key.",
    };

    public static readonly Setting<string> ApiKey = new("api-key", PlainText.Key)
    {
        Placeholder = "KEY",
        KnownVariable = "API_KEY",
        Secrecy = Secrecy.Secret,
        Description = "A key that exists already; none is created.",
    };

    public static readonly Setting<string> ApiKeyFile = new("api-key-file", PlainText.NotBlank)
    {
        Placeholder = "FILE",
        Description = "File that holds such a key.",
    };

    public static readonly Setting<string> Endpoint = new("api-key-endpoint", UrlPathText.PathOrAddress)
    {
        Placeholder = "PATH",
        Default = "/admin/api/v1/users/current/api-keys",
        KnownVariable = "API_KEY_ENDPOINT",
        Description = "Where keys are created and deleted.",
    };

    public static readonly Setting<string> Purpose = new("api-key-purpose", PlainText.Word)
    {
        Placeholder = "WORD",
        Default = "realtime",
        Description = "Purpose of the created key.",
    };

    public static readonly Setting<string> Username = new("username", PlainText.Username)
    {
        Placeholder = "NAME",
        Default = "admin",
        KnownVariable = "BASIC_AUTH_USERNAME",
        Description = "User that creates the key; the e-mail address with --auth login.",
    };

    public static readonly Setting<string> Password = new("password", PlainText.Password)
    {
        Placeholder = "TEXT",
        Default = "password",
        KnownVariable = "BASIC_AUTH_PASSWORD",
        Secrecy = Secrecy.Secret,
        Description = "That user's password; better by variable or file.",
    };

    public static readonly Setting<string> PasswordFile = new("password-file", PlainText.NotBlank)
    {
        Placeholder = "FILE",
        Description = "File that holds the password.",
    };

    public static readonly SettingSection Section = new(
        "API key",
        [Auth, ApiKey, ApiKeyFile, Endpoint, Purpose, Username, Password, PasswordFile]
    );
}
