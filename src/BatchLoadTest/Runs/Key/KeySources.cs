using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Runs.Key;

/// <summary>Makes the way to the API key that the settings ask for.</summary>
/// <param name="options">What they say.</param>
/// <param name="host">The service.</param>
/// <param name="runId">The run's name, which is in the key's.</param>
/// <param name="redactor">Gets each key.</param>
/// <param name="timeProvider">The run's time.</param>
/// <param name="logger">The run's log.</param>
/// <param name="chosen">Makes the run's way out of the one that this process has of its own; null for that one.</param>
internal sealed class KeySources(
    KeyOptions options,
    Uri host,
    string runId,
    SecretRedactor redactor,
    TimeProvider timeProvider,
    ILogger logger,
    Func<IApiKeySource, IApiKeySource>? chosen = null
)
{
    /// <summary>The key as all users of a run take it.</summary>
    /// <param name="connection">For creating it.</param>
    /// <param name="removal">For deleting it.</param>
    /// <param name="sink">Measures its creation.</param>
    /// <param name="account">Gets keys that may be at the service.</param>
    /// <param name="end">Ends its creation.</param>
    public SharedApiKey Share(
        ApiConnection connection,
        ApiConnection removal,
        IMeasurementSink sink,
        KeyAccount account,
        CancellationToken end
    )
    {
        var own = Create(connection, removal, sink, account);
        return new SharedApiKey(chosen?.Invoke(own) ?? own, options.ActivationGrace, timeProvider, logger, end);
    }

    private IApiKeySource Create(
        ApiConnection connection,
        ApiConnection removal,
        IMeasurementSink sink,
        KeyAccount account
    )
    {
        var endpoint = new KeyEndpoint(
            connection,
            options,
            host,
            runId,
            sink,
            redactor,
            timeProvider,
            logger,
            account,
            removal
        );
        return options.Mode switch
        {
            AuthMode.Basic => new BasicKeySource(endpoint, options),
            AuthMode.Login => new LoginKeySource(connection, endpoint, options, host, sink, redactor, removal),
            AuthMode.ApiKey => new GivenKeySource(options.ApiKey, options.KeyPrefix),
            _ => new GivenKeySource(apiKey: null),
        };
    }
}
