using System.Security.Cryptography;
using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Recording;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Loading;

namespace BatchLoadTest.Workers;

/// <summary>A run that a worker was given: its settings are read, and its data lies on this machine.</summary>
internal sealed record PreparedRun(RunOrder Order, int Number, RunSettings Settings) : IDisposable
{
    private string? Folder { get; init; }

    /// <summary>The name of this worker's part.</summary>
    public string RunId => Order.PartId(Number);

    /// <summary>Prepares it.</summary>
    /// <param name="master">Has the data.</param>
    /// <param name="order">The run.</param>
    /// <param name="number">The worker's number.</param>
    /// <param name="worker">This process's own settings.</param>
    /// <returns>The run, or why it cannot be prepared, in a line.</returns>
    public static async Task<(PreparedRun? Run, string? Problem)> PrepareAsync(
        IMasterCalls master,
        RunOrder order,
        int number,
        WorkerSettings worker
    )
    {
        var folder = order is { Data.Count: 0, Authorities: null }
            ? null
            : Directory.CreateTempSubdirectory("batch-load-test-").FullName;
        var (settings, problem) = await ReadAsync(master, order, folder, worker);
        if (problem is null)
        {
            return (new PreparedRun(order, number, settings!) { Folder = folder }, null);
        }

        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return (null, problem);
    }

    /// <summary>Removes the data.</summary>
    public void Dispose()
    {
        if (Folder is { } folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(RunSettings? Settings, string? Problem)> ReadAsync(
        IMasterCalls master,
        RunOrder order,
        string? folder,
        WorkerSettings worker
    )
    {
        var told = new Dictionary<string, IReadOnlyList<string>>(order.Settings, StringComparer.Ordinal);
        var (fetched, missing) = await FetchAllAsync(master, order, folder);
        if (missing is not null)
        {
            return (null, missing);
        }

        if (fetched.Count == 1)
        {
            told[DataCatalogue.TestData.Name] = [fetched[0]];
        }

        if (order.Authorities is { } authorities)
        {
            var path = Path.Combine(folder!, "authorities.pem");
            await File.WriteAllTextAsync(path, authorities);
            told[TargetCatalogue.CaCertificate.Name] = [path];
        }

        var problems = new ProblemList();
        var reader = new SettingsReader(order.IsSearch ? CommandKinds.Capacity : CommandKinds.Run, problems);
        reader.Add(new OrderLayer(told));
        var files = new SettingFiles(Directory.GetCurrentDirectory(), AppContext.BaseDirectory);
        var settings = SettingsLoader.Run(reader, files, problems, ProfileText.ReadPlan(order.Plan));
        return problems.Errors.Count > 0
            ? (null, string.Join("; ", problems.Errors))
            : (OfThisMachine(WithFiles(settings, fetched), order, worker), null);
    }

    // Classes name files of the master's machine.
    private static RunSettings WithFiles(RunSettings settings, IReadOnlyList<string> fetched)
    {
        var there = DataPieces.FilesOf(settings).ToList();
        return settings with
        {
            Classes =
            [
                .. settings.Classes.Select(each =>
                    each.Data.GeneratedRows is null
                        ? each with
                        {
                            Data = each.Data with { File = fetched[there.IndexOf(each.Data.File)] },
                        }
                        : each
                ),
            ],
        };
    }

    private static RunSettings OfThisMachine(RunSettings settings, RunOrder order, WorkerSettings worker) =>
        settings with
        {
            Page = null,
            // It is the master that searches.
            Capacity = null,
            All = order.Shown,
            // What leads to the service from here.
            Target = settings.Target with
            {
                Proxies = worker.Proxies,
            },
            Output = settings.Output with
            {
                ResultsParent = worker.ResultsParent ?? "results",
                ResultsDirectory = null,
                LogLevel = worker.LogLevel,
            },
        };

    private static async Task<(IReadOnlyList<string> Paths, string? Problem)> FetchAllAsync(
        IMasterCalls master,
        RunOrder order,
        string? folder
    )
    {
        List<string> fetched = [];
        var offset = 0L;
        foreach (var data in order.Data)
        {
            // Files of different folders may have the same name.
            var place = Directory.CreateDirectory(Path.Combine(folder!, $"{fetched.Count}")).FullName;
            var path = Path.Combine(place, data.Name);
            if (await FetchAsync(master, order.RunId, data, offset, path) is { } problem)
            {
                return ([], problem);
            }

            fetched.Add(path);
            offset += data.Bytes;
        }

        return (fetched, null);
    }

    private static async Task<string?> FetchAsync(
        IMasterCalls master,
        string runId,
        DataOrder data,
        long offset,
        string path
    )
    {
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
            while (file.Length < data.Bytes)
            {
                var piece = await master.DataAsync(runId, offset + file.Length);
                if (piece.Length == 0)
                {
                    break;
                }

                await file.WriteAsync(piece);
            }

            file.Position = 0;
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
            return file.Length == data.Bytes && hash == data.Sha256
                ? null
                : $"data file {data.Name} did not arrive as the master has it: it has changed there meanwhile";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"data file {data.Name}: {exception.Message}";
        }
    }
}
