using BatchLoadTest.Authentication;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Runs.Key;

/// <summary>Makes the exchange of the key that the settings ask for.</summary>
internal static class KeyExchanges
{
    /// <summary>The exchange; null where the key is not shared.</summary>
    public static KeyExchange? Create(RunSettings settings, TimeProvider timeProvider) =>
        settings.Key.ExchangeFile is { } file
            ? new KeyExchange(
                file,
                settings.Start.StartAt is { } moment ? $"{moment.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}" : "",
                settings.Load.Shard.Index,
                settings.Load.Shard.Count,
                timeProvider
            )
            : null;
}
