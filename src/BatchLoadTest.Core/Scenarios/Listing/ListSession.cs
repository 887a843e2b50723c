using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Scenarios.Listing;

/// <summary>What lists are read with: as a user's, but of a user that does nothing else.</summary>
/// <param name="transport">The way to the service.</param>
/// <param name="paths">Its addresses.</param>
/// <param name="sharedKey">The one key of the run.</param>
/// <param name="sink">Where measurements go.</param>
/// <param name="options">How often a request is sent again.</param>
/// <param name="own">What has to be in the lists.</param>
/// <param name="timeProvider">The run's time.</param>
public sealed class ListSession(
    ApiTransport transport,
    ApiPaths paths,
    SharedApiKey sharedKey,
    IMeasurementSink sink,
    WorkflowOptions options,
    OwnObjects own,
    TimeProvider timeProvider
)
{
    /// <summary>Gets waits that the service asked for; null where nobody looks.</summary>
    public RetryWaits? Waits { get; init; }

    /// <summary>The account of what the run has created, by which a missing object is named; null where there is none.</summary>
    public Leftovers? Leftovers { get; init; }

    /// <summary>Opens what is needed.</summary>
    /// <param name="interrupt">Ends the request that is under way.</param>
    internal Opened Connect(CancellationToken interrupt)
    {
        var connection = transport.ConnectUser(interrupt);
        var runner = new StepRunner(
            new BatchApiClient(connection, paths),
            sharedKey,
            sink,
            options,
            timeProvider,
            words => transport.Redact(words)!,
            interrupt
        )
        {
            Waits = Waits,
        };
        return new Opened(
            connection,
            runner,
            new ListReader(runner, own, Leftovers is { } account ? account.Ids : null)
        );
    }

    /// <summary>A connection, and who reads by it.</summary>
    internal sealed class Opened(ApiConnection connection, StepRunner runner, ListReader reader) : IDisposable
    {
        public StepRunner Runner { get; } = runner;

        public ListReader Reader { get; } = reader;

        public void Dispose() => connection.Dispose();
    }
}
