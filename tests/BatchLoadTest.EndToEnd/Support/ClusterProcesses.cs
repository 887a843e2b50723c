using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>A master and its workers as processes of their own, in one folder.</summary>
public sealed class ClusterProcesses : IAsyncDisposable
{
    private readonly string folder;
    private readonly Dictionary<string, BuiltProgram> workers = new(StringComparer.Ordinal);

    public ClusterProcesses(string folder)
    {
        this.folder = folder;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The master's port.</summary>
    public string Port { get; }

    /// <summary>The folder of the master's results.</summary>
    public string Results => Path.Combine(folder, "out");

    /// <summary>The folders of the workers' journals.</summary>
    public IReadOnlyList<string> Journals => [.. Directory.GetDirectories(Path.Combine(folder, "journals")).Order()];

    public BuiltProgram this[string worker] => workers[worker];

    public BuiltProgram StartWorker(string name, params string[] args)
    {
        var worker = BuiltProgram.Start(
            folder,
            null,
            ["--worker", "--master-port", Port, "--results", "journals", .. args]
        );
        workers.Add(name, worker);
        return worker;
    }

    public BuiltProgram StartMaster(params string[] args) =>
        BuiltProgram.Start(folder, null, ["--master", "--master-port", Port, "--results", "out", .. args]);

    /// <summary>The master of a search for the largest load.</summary>
    public BuiltProgram StartSearch(params string[] args) =>
        BuiltProgram.Start(folder, null, ["capacity", "--master", "--master-port", Port, "--results", "out", .. args]);

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers.Values)
        {
            await worker.DisposeAsync();
        }
    }
}
