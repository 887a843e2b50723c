using BatchLoadTest.NBomber.Mapping;
using Microsoft.Extensions.Configuration;
using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace BatchLoadTest.NBomber;

/// <summary>
/// Our foot in NBomber's door: learns when the load starts and how the test can be ended, and says in NBomber's report
/// whose verdict counts.
/// </summary>
internal sealed class EndingPlugin(TestHandle handle, WorkflowDriver driver) : IWorkerPlugin
{
    /// <inheritdoc/>
    public string PluginName => "batch-load-test";

    /// <inheritdoc/>
    public Task Init(IBaseContext context, IConfiguration infraConfig)
    {
        handle.Attach(context.StopCurrentTest);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Start(SessionStartInfo sessionInfo)
    {
        driver.Begin();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<PluginData> GetData(NodeStats stats)
    {
        var data = PluginData.Create(PluginName);
        data.Hints.Add("The figures and the verdict of batch-load-test are in metrics.json, in the folder above.");
        return Task.FromResult(data);
    }

    /// <inheritdoc/>
    public Task Stop() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Holds nothing.
    }
}
