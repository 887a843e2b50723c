using BatchLoadTest.Authentication;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the source of the API key from its settings.</summary>
internal static class KeyBuilder
{
    /// <summary>Reads and checks.</summary>
    public static KeyOptions Build(SettingsReader reader, SettingFiles files, TargetSettings target)
    {
        var apiKey = Secret(reader, files, KeyCatalogue.ApiKey, KeyCatalogue.ApiKeyFile);
        var password = Secret(reader, files, KeyCatalogue.Password, KeyCatalogue.PasswordFile);
        var mode = Mode(reader);
        var headers = reader.Values(TargetCatalogue.Header);
        reader.Require(
            mode == AuthMode.None
                || !headers.Any(header =>
                    header.Key.Equals(target.Dialect.KeyHeader, StringComparison.OrdinalIgnoreCase)
                ),
            $"{target.Dialect.KeyHeader} carries the API key; use --api-key, or --auth none to send your own",
            TargetCatalogue.Header
        );
        // The mock creates keys whatever it speaks, and whoever asks for it knows of something that translates it.
        reader.Require(
            target.Dialect.CreatesKeys
                || target.IsMock
                || mode is not (AuthMode.Basic or AuthMode.Login)
                || reader.IsGiven(KeyCatalogue.Auth),
            $"{target.Dialect.Service} creates no keys; bring one by {KeyCatalogue.ApiKey.Variable} or "
                + $"{KeyCatalogue.ApiKeyFile.Option}, or send none with {KeyCatalogue.Auth.Option} none",
            TargetCatalogue.Dialect
        );
        return new()
        {
            Mode = mode,
            ApiKey = apiKey,
            KeyPrefix = target.Dialect.KeyPrefix,
            Endpoint = reader.Value(KeyCatalogue.Endpoint),
            Purpose = reader.Value(KeyCatalogue.Purpose),
            Username = reader.Value(KeyCatalogue.Username),
            Password = password ?? "",
        };
    }

    private static AuthMode Mode(SettingsReader reader)
    {
        var keySetting = reader.IsGiven(KeyCatalogue.ApiKey) ? KeyCatalogue.ApiKey : KeyCatalogue.ApiKeyFile;
        var mode = reader.Value(KeyCatalogue.Auth);
        if (!reader.IsGiven(keySetting))
        {
            return mode;
        }

        reader.Require(
            !reader.IsGiven(KeyCatalogue.Auth),
            mode == AuthMode.None
                ? "no key is sent with none; leave one of them out"
                : "a key that exists is not created; leave one of them out",
            KeyCatalogue.Auth,
            keySetting
        );
        reader.Disregard(KeyCatalogue.Auth);
        return AuthMode.ApiKey;
    }

    /// <summary>A secret given as a value or as a file; of the two, the stronger layer's.</summary>
    private static string? Secret(
        SettingsReader reader,
        SettingFiles files,
        Setting<string> value,
        Setting<string> file
    )
    {
        string? secret = reader.TryGet(value, out var given) ? given : null;
        if (!reader.TryGet(file, out var path))
        {
            return secret;
        }

        reader.Require(reader.Rank(value) != reader.Rank(file), "only one of them can hold", value, file);
        if (reader.Rank(value) < reader.Rank(file))
        {
            reader.Disregard(file);
            return secret;
        }

        reader.Disregard(value);
        var text = files.ReadSecret(path, out var problem);
        if (text is null)
        {
            reader.Require(holds: false, problem, file);
            return null;
        }

        var parsed = value.Parse(text);
        reader.Require(parsed.Problem is null, $"the file's content {parsed.Problem}", file);
        return parsed.Value;
    }
}
