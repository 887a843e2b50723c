using Microsoft.Extensions.Hosting;

namespace BatchLoadTest.Silos.Hosting;

/// <summary>In place of the console's, which would take signals away from the program.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
