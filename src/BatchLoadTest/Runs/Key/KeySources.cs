using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Runs.Key;

/// <summary>Makes the way to the API key that the settings ask for.</summary>
/// <param name="options">What they say.</param>
/// <param name="exchange">How the key is shared with other processes; null where it is not.</param>
/// <param name="host">The service.</param>
/// <param name="runId">The run's name, which is in the key's.</param>
/// <param name="redactor">Gets each key.</param>
/// <param name="timeProvider">The run's time.</param>
/// <param name="logger">The run's log.</param>
/// <param name="ofMaster">The way to the key of a master's; null where this process has its own.</param>
internal sealed class KeySources(
    KeyOptions options,
    KeyExchange? exchange,
    Uri host,
    string runId,
    SecretRedactor redactor,
    TimeProvider timeProvider,
    ILogger logger,
    IApiKeySource? ofMaster = null
)
{
    /// <summary>Puts another way before the one that is made here; where left out there is none.</summary>
    public Func<IApiKeySource, IApiKeySource> Wrapped { get; init; } = static own => own;

    /// <summary>How the key is shared with other processes; null where it is not.</summary>
    public KeyExchange? Exchange => exchange;

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
    ) => new(Wrapped(Create(connection, sink, account, removal)), options.ActivationGrace, timeProvider, logger, end);

    /// <summary>The way to it.</summary>
    /// <param name="connection">For creating it, and for deleting it where there is no other.</param>
    /// <param name="sink">Measures its creation.</param>
    /// <param name="account">Gets keys that may be at the service; null for nobody.</param>
    /// <param name="removal">For deleting it; null for the same connection.</param>
    public IApiKeySource Create(
        ApiConnection connection,
        IMeasurementSink sink,
        KeyAccount? account = null,
        ApiConnection? removal = null
    )
    {
        if (ofMaster is not null)
        {
            return ofMaster;
        }

        if (exchange is { IsCreator: false })
        {
            return new TakenKeySource(exchange, redactor, timeProvider, options.KeyPrefix);
        }

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
        IApiKeySource source = options.Mode switch
        {
            AuthMode.Basic => new BasicKeySource(endpoint, options),
            AuthMode.Login => new LoginKeySource(connection, endpoint, options, host, sink, redactor, removal),
            AuthMode.ApiKey => new GivenKeySource(options.ApiKey, options.KeyPrefix),
            _ => new GivenKeySource(apiKey: null),
        };
        return exchange is null
            ? source
            : new SharingKeySource(source, exchange, redactor, timeProvider, options.KeyPrefix);
    }
}
