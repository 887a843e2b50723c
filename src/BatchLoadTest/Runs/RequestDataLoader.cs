using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Runs;

/// <summary>Reads the data file, or makes rows where that was asked for.</summary>
/// <param name="settings">What is asked for.</param>
/// <param name="runId">The run's name, of which ids get a part.</param>
/// <param name="warn">Gets what a person should look at.</param>
internal sealed class RequestDataLoader(RunSettings settings, string runId, Func<string, Task> warn)
{
    /// <summary>The data, to be disposed of by the caller.</summary>
    /// <exception cref="CannotStartException">It cannot be used.</exception>
    public async Task<IRequestData> LoadAsync()
    {
        try
        {
            return await LoadOrFailAsync();
        }
        catch (DataFileException exception)
        {
            throw new CannotStartException(
                ExitCodes.WrongUsage,
                [.. exception.Problems.Select(problem => $"data file {problem}")]
            );
        }
    }

    private async Task<IRequestData> LoadOrFailAsync()
    {
        var data = settings.Data;
        var endpoint = settings.Workflow.Endpoint;
        // The last part of the run's id differs between runs and pods.
        var distinctPart = data.DistinctIds ? runId[^6..] : null;
        if (data.GeneratedRows is { } rows)
        {
            var shape = new RowShape
            {
                Bytes = data.GeneratedRowBytes,
                PromptTokens = data.PromptTokens,
                OutputTokens = data.OutputTokens,
                Prefixes = data.Prefixes,
                Model = data.Model,
                Endpoint = endpoint,
            };
            return new GeneratedData(rows, shape, data.Seed, distinctPart);
        }

        var file = await DataFile.LoadAsync(
            data.File,
            distinctPart,
            settings.Workflow.MaxLine,
            CancellationToken.None,
            data.Varies ? data.Seed : null
        );
        foreach (var warning in file.Warnings)
        {
            await warn($"data file {warning}");
        }

        // The file says which endpoint its rows are for; a batch for another one would be refused row by row.
        var isAsked = settings.All.Any(setting =>
            setting.Name == "endpoint" && !setting.Source.StartsWith("default", StringComparison.Ordinal)
        );
        if (isAsked && file.Endpoint != endpoint)
        {
            file.Dispose();
            throw new DataFileException([
                $"{file.Path}: its rows are for {file.Endpoint}, but --endpoint says {endpoint}",
            ]);
        }

        return file;
    }
}
