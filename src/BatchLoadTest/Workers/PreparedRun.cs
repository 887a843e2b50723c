using System.Security.Cryptography;
using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Loading;

namespace BatchLoadTest.Workers;

/// <summary>A run that a worker was given: its settings are read, and its data lies on this machine.</summary>
internal sealed record PreparedRun(RunOrder Order, int Number, RunSettings Settings) : IDisposable
{
    private string? Folder { get; init; }

    /// <summary>The name of this worker's part.</summary>
    public string RunId => ClusterRun.PartId(Order.RunId, Number);

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
        var told = new Dictionary<string, IReadOnlyList<string>>(order.Settings, StringComparer.Ordinal);
        string? folder = null;
        if (order.Data is { } data)
        {
            folder = Directory.CreateTempSubdirectory("batch-load-test-").FullName;
            var path = Path.Combine(folder, data.Name);
            if (await FetchAsync(master, order.RunId, data, path) is { } problem)
            {
                Directory.Delete(folder, recursive: true);
                return (null, problem);
            }

            told[DataCatalogue.TestData.Name] = [path];
        }

        var problems = new ProblemList();
        var reader = new SettingsReader(CommandKinds.Run, problems);
        reader.Add(new OrderLayer(told));
        var files = new SettingFiles(Directory.GetCurrentDirectory(), AppContext.BaseDirectory);
        var settings = SettingsLoader.Run(reader, files, problems);
        return problems.Errors.Count > 0
            ? (null, string.Join("; ", problems.Errors))
            : (
                new PreparedRun(
                    order,
                    number,
                    settings with
                    {
                        Page = null,
                        // The same for all workers, wherever each has put it.
                        All =
                        [
                            .. settings.All.Select(setting =>
                                setting.Name == DataCatalogue.TestData.Name && order.Data is { } file
                                    ? setting with
                                    {
                                        Value = file.Name,
                                    }
                                    : setting
                            ),
                        ],
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
                    }
                )
                {
                    Folder = folder,
                },
                null
            );
    }

    /// <summary>Removes the data.</summary>
    public void Dispose()
    {
        if (Folder is { } folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string?> FetchAsync(IMasterCalls master, string runId, DataOrder data, string path)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
            while (file.Length < data.Bytes)
            {
                var piece = await master.DataAsync(runId, file.Length);
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
