using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Runs;

/// <summary>Reads the data files, or makes rows where that was asked for.</summary>
/// <param name="settings">What is asked for.</param>
/// <param name="runId">The run's name, of which ids get a part.</param>
/// <param name="warn">Gets what a person should look at.</param>
internal sealed class RequestDataLoader(RunSettings settings, string runId, Func<string, Task> warn)
{
    /// <summary>What each class of batches uploads, to be disposed of by the caller.</summary>
    /// <exception cref="CannotStartException">It cannot be used.</exception>
    public async Task<ClassMix> LoadAsync()
    {
        List<BatchClass> loaded = [];
        List<string> problems = [];
        foreach (var asked in Asked())
        {
            try
            {
                loaded.Add(await LoadAsync(asked, loaded.Count + 1));
            }
            catch (DataFileException exception)
            {
                var place = settings.Classes.Count == 0 ? "" : $"--class {asked.Name}: ";
                problems.AddRange(exception.Problems.Select(problem => $"{place}data file {problem}"));
            }
        }

        if (problems.Count == 0)
        {
            return new ClassMix(loaded);
        }

        loaded.ForEach(each => each.Data.Dispose());
        throw new CannotStartException(ExitCodes.WrongUsage, [.. problems]);
    }

    private IReadOnlyList<ClassSettings> Asked() =>
        settings.Classes.Count > 0
            ? settings.Classes
            :
            [
                new ClassSettings
                {
                    Name = "",
                    Weight = 1,
                    Data = settings.Data,
                    CompletionWindow = settings.Workflow.CompletionWindow,
                },
            ];

    private async Task<BatchClass> LoadAsync(ClassSettings asked, int number)
    {
        var isClass = settings.Classes.Count > 0;
        var data = await LoadDataAsync(asked);
        return new BatchClass
        {
            Number = isClass ? number : 0,
            Name = asked.Name,
            Weight = asked.Weight,
            Data = data,
            Model = asked.Data.GeneratedRows is null ? asked.Data.FileModel : asked.Data.Model,
            Endpoint = data.Endpoint,
            CompletionWindow = asked.CompletionWindow,
            Read = asked.Read,
            Cancel = asked.Cancel,
            DeleteInput = asked.DeleteInput,
            Metadata = isClass
                ? [.. settings.Workflow.Metadata, KeyValuePair.Create("class", asked.Name)]
                : settings.Workflow.Metadata,
        };
    }

    private async Task<IRequestData> LoadDataAsync(ClassSettings asked)
    {
        var data = asked.Data;
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
                Endpoint = asked.Endpoint ?? settings.Workflow.Endpoint,
            };
            return new GeneratedData(rows, shape, data.Seed, distinctPart);
        }

        var file = await DataFile.LoadAsync(
            data.File,
            distinctPart,
            settings.Workflow.MaxLine,
            CancellationToken.None,
            data.Varies ? data.Seed : null,
            data.FileModel
        );
        foreach (var warning in file.Warnings)
        {
            await warn($"data file {warning}");
        }

        // The file says which endpoint its rows are for; a batch for another one would be refused row by row.
        if ((asked.Endpoint ?? EndpointAsked()) is { } endpoint && file.Endpoint != endpoint)
        {
            file.Dispose();
            throw new DataFileException([
                $"{file.Path}: its rows are for {file.Endpoint}, but "
                    + (asked.Endpoint is null ? $"--endpoint says {endpoint}" : $"the class asks for {endpoint}"),
            ]);
        }

        return file;
    }

    private string? EndpointAsked() =>
        settings.All.Any(setting =>
            setting.Name == "endpoint" && !setting.Source.StartsWith("default", StringComparison.Ordinal)
        )
            ? settings.Workflow.Endpoint
            : null;
}
