using System.Collections.Concurrent;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios;

/// <summary>Asks the service beside the users what it estimates that a file costs: once for each class of batches.</summary>
/// <param name="requests">Sends the requests.</param>
/// <param name="sink">Takes what came of it.</param>
/// <param name="timeProvider">The run's time.</param>
public sealed class CostEstimates(SideRequests requests, IMeasurementSink sink, TimeProvider timeProvider)
{
    // A service may still have to read the file.
    private const int MaxTries = 4;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, byte> asked = new();

    /// <summary>A file was uploaded. Never blocks, and never throws.</summary>
    /// <param name="batchClass">The class of the batch that is made of it, from 1; 0 where there are no classes.</param>
    /// <param name="fileId">The file.</param>
    public void Uploaded(int batchClass, string fileId)
    {
        if (!asked.ContainsKey(batchClass) && asked.TryAdd(batchClass, 0))
        {
            requests.TryBegin(stop => AskAsync(batchClass, fileId, stop));
        }
    }

    private async Task AskAsync(int batchClass, string fileId, CancellationToken stop)
    {
        CostEstimate estimate;
        try
        {
            estimate = await TryAsync(batchClass, fileId, stop);
        }
        catch (OperationCanceledException)
        {
            estimate = new CostEstimate(batchClass) { Problem = "the run ended before the service had answered" };
        }
        catch (KeyRefusedException exception)
        {
            estimate = new CostEstimate(batchClass) { Problem = exception.Message };
        }

        sink.Estimated(estimate);
    }

    private async Task<CostEstimate> TryAsync(int batchClass, string fileId, CancellationToken stop)
    {
        var wait = FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            var response = await requests.SendAsync(
                fileId,
                static (client, id, authorization) => client.GetCostEstimateAsync(id, authorization)
            );
            if (response.Value is { } estimate)
            {
                return estimate with { Class = batchClass };
            }

            if (attempt == MaxTries)
            {
                return new CostEstimate(batchClass)
                {
                    Problem = $"{response.Outcome.KindName(response.Status)}: {response.Detail}",
                };
            }

            await Task.Delay(response.RetryAfter > wait ? response.RetryAfter.Value : wait, timeProvider, stop);
            wait *= 2;
        }
    }
}
