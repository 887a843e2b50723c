using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Runs.Key;

/// <summary>Makes the way to the API key that the settings ask for.</summary>
internal static class KeySources
{
    public static IApiKeySource Create(
        KeyOptions options,
        KeyExchange? exchange,
        ApiConnection connection,
        Uri host,
        string runId,
        IMeasurementSink sink,
        SecretRedactor redactor,
        TimeProvider timeProvider,
        ILogger logger,
        KeyAccount? account = null,
        ApiConnection? removal = null
    )
    {
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
