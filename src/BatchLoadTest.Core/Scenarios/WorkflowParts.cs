using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Scenarios.Tracing;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Scenarios;

/// <summary>What a <see cref="BatchWorkflow"/> works with.</summary>
public sealed record WorkflowParts
{
    /// <summary>The way to the service.</summary>
    public required ApiTransport Transport { get; init; }

    /// <summary>Its addresses.</summary>
    public required ApiPaths Paths { get; init; }

    /// <summary>The one key of all users.</summary>
    public required SharedApiKey Key { get; init; }

    /// <summary>Where measurements go.</summary>
    public required IMeasurementSink Sink { get; init; }

    /// <summary>What users upload.</summary>
    public required ClassMix Classes { get; init; }

    /// <summary>How the steps are done.</summary>
    public required WorkflowOptions Options { get; init; }

    /// <summary>How results are checked.</summary>
    public required ResultCheck Check { get; init; }

    /// <summary>The account of what clean-up has to remove; null where everything is to stay.</summary>
    public Leftovers? Leftovers { get; init; }

    /// <summary>Told of all that the service's lists have to have; null where nobody reads them.</summary>
    public OwnObjects? Own { get; init; }

    /// <summary>
    /// Told of each batch that was created, but for those of the warm-up, before it is counted: for whoever may have to go
    /// on with it elsewhere. Null where nobody may.
    /// </summary>
    public Action<OpenBatch>? Opened { get; init; }

    /// <summary>Told of what was read of these while they ran, likewise.</summary>
    public Action<BatchRead>? ReadOn { get; init; }

    /// <summary>Told of each batch, by its id, whose rows are done again; null where nobody asks.</summary>
    public Action<string>? Retried { get; init; }

    /// <summary>Name of the run, in each batch's metadata.</summary>
    public required string RunId { get; init; }

    /// <summary>Called with the reason where the run cannot go on.</summary>
    public required Action<string> CannotGoOn { get; init; }

    /// <summary>Compares batches' tokens with the service's own sums; null where nobody asked for it.</summary>
    public UsageComparison? Usage { get; init; }

    /// <summary>Keeps result files; null where nothing is kept.</summary>
    public SavedOutputs? Saved { get; init; }

    /// <summary>Told of each uploaded file, with the class of the batch that is made of it; null for nobody.</summary>
    public Action<int, string>? Uploaded { get; init; }

    /// <summary>Looks at what becomes of uploads that expire; null where nobody asked for that.</summary>
    public ExpiryWatch? Expiry { get; init; }

    /// <summary>Gets waits that the service asked for; null where nobody looks.</summary>
    public RetryWaits? Waits { get; init; }

    /// <summary>Makes what traces the rounds of a user; null where nobody traces.</summary>
    public Func<RoundSpans>? Spans { get; init; }

    /// <summary>The run's time.</summary>
    public required TimeProvider TimeProvider { get; init; }

    /// <summary>The run's log.</summary>
    public required ILogger Logger { get; init; }
}
