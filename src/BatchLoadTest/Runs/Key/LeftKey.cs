using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace BatchLoadTest.Runs.Key;

/// <summary>
/// The key that an earlier start of shard 0 has left, where this start comes too late for any load: nobody else deletes it.
/// </summary>
/// <param name="settings">How to reach the service.</param>
/// <param name="exchange">Where the key was found.</param>
/// <param name="timeProvider">For waiting.</param>
internal sealed class LeftKey(RunSettings settings, KeyExchange exchange, TimeProvider timeProvider)
{
    /// <summary>Deletes it once the other processes have ended. Returns what a person must know, a line each.</summary>
    /// <param name="control">Ends the wait for them.</param>
    /// <param name="waiting">Gets, for a person to see, for whom it waits.</param>
    public async Task<IReadOnlyList<string>> DeleteAsync(RunControl control, Action<string> waiting)
    {
        var ending = await exchange.LeaveAsync(
            KeyPatience.Of(settings),
            () => control.IsSignalled,
            waiting,
            control.Hurry
        );
        if (ending.LeavesKey || settings.Target.Host is not { } host)
        {
            return ending.Notices;
        }

        var redactor = RunSecrets.Of(settings);
        using var interrupt = new CancellationTokenSource(KeyPatience.Deletion, timeProvider);
        using var transport = new ApiTransport(settings.Target.ToApiOptions(host), timeProvider, redactor, users: 1);
        using var connection = transport.Connect(interrupt.Token);
        var sources = new KeySources(
            settings.Key,
            exchange,
            host,
            runId: "",
            redactor,
            timeProvider,
            NullLogger.Instance
        );
        var source = sources.Create(connection, new NothingMeasured());
        var key = await source.ObtainAsync(interrupt.Token);
        return await source.DeleteAsync(key, interrupt.Token) is { } problem
            ? [.. ending.Notices, $"{key} could not be deleted: {problem}"]
            : [.. ending.Notices, $"{key} is deleted"];
    }
}
