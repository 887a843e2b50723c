namespace BatchLoadTest.Settings;

/// <summary>The page that starts and shows runs.</summary>
public sealed record PageSettings
{
    /// <summary>Name or address to listen on; <c>*</c> for all.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port; 0 picks a free one.</summary>
    public int Port { get; init; } = 8089;

    /// <summary>What a caller has to know; null where everybody may.</summary>
    public string? Token { get; init; }

    /// <summary>Path below which a reverse proxy shows the page, without a slash at its end; empty for none.</summary>
    public string BasePath { get; init; } = "";

    /// <summary>Names of others, such as a reverse proxy's, under which browsers may see the page; of any port.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Begin the first run at once.</summary>
    public bool Autostart { get; init; }

    /// <summary>End the program this long after a run that was started by <see cref="Autostart"/>; null for never.</summary>
    public TimeSpan? Autoquit { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"PageSettings {{ Host = {Host}, Port = {Port} }}";
}
