using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the settings of what is uploaded.</summary>
internal static class DataBuilder
{
    /// <summary>Reads and checks.</summary>
    public static DataSettings Build(SettingsReader reader, SettingFiles files)
    {
        var generates = reader.TryGet(DataCatalogue.GenerateRequests, out var rows);
        var bytes = reader.Value(DataCatalogue.GenerateBytes);
        reader.Require(
            bytes is >= GeneratedData.ShortestRow and <= GeneratedData.LongestRow,
            $"a row has from {GeneratedData.ShortestRow} bytes to 10MB",
            DataCatalogue.GenerateBytes
        );
        reader.Require(
            !generates || !reader.IsGiven(DataCatalogue.TestData),
            "give a file or generate rows, not both",
            DataCatalogue.GenerateRequests,
            DataCatalogue.TestData
        );
        var sizes = CapacityBuilder.IsAsked(reader) && reader.IsGiven(CapacityCatalogue.Sizes);
        reader.Require(
            !sizes || !(generates || reader.IsGiven(DataCatalogue.TestData)),
            "each says what is uploaded; give one of them",
            CapacityCatalogue.Sizes,
            generates ? DataCatalogue.GenerateRequests : DataCatalogue.TestData
        );
        reader.Require(
            generates
                || sizes
                || !reader.IsGiven(DataCatalogue.GenerateBytes)
                || reader.Values(DataCatalogue.Class).Any(each => each.Rows is not null),
            "needs --generate-requests",
            DataCatalogue.GenerateBytes
        );
        generates |= sizes;
        CheckPrompts(reader, generates);
        var file = files.FullPathOrShipped(reader.Value(DataCatalogue.TestData));
        Disregard(reader, generates);
        return new DataSettings
        {
            File = file,
            // Of each size its own later.
            GeneratedRows = generates ? Math.Max(1, rows) : null,
            GeneratedRowBytes = (int)Math.Min(bytes, GeneratedData.LongestRow),
            PromptTokens = reader.TryGet(DataCatalogue.PromptTokens, out var tokens) ? tokens : null,
            OutputTokens = reader.Value(DataCatalogue.OutputTokens),
            Prefixes = reader.TryGet(DataCatalogue.SharedPrefix, out var prefixes) ? prefixes : null,
            Varies = reader.Value(DataCatalogue.Vary),
            Model = reader.Value(DataCatalogue.GenerateModel),
            DistinctIds = reader.Value(DataCatalogue.DistinctIds),
            Seed = reader.Value(LoadCatalogue.Seed),
        };
    }

    private static void CheckPrompts(SettingsReader reader, bool generates)
    {
        var ofClasses = reader.Values(DataCatalogue.Class).Any(each => each.Rows is not null);
        foreach (
            var setting in new Setting[]
            {
                DataCatalogue.PromptTokens,
                DataCatalogue.OutputTokens,
                DataCatalogue.SharedPrefix,
            }
        )
        {
            reader.Require(
                generates || ofClasses || !reader.IsGiven(setting),
                "needs --generate-requests, or a --class that generates",
                setting
            );
        }

        var byBytes = reader.Values(DataCatalogue.Class).Where(each => each.Rows is not null).ToList();
        reader.Require(
            generates
                || byBytes.Count == 0
                || byBytes.Exists(each => each.RowBytes is null)
                || !reader.IsGiven(DataCatalogue.PromptTokens),
            "each class says how long its rows are (ROWSxSIZE); leave one out",
            DataCatalogue.PromptTokens,
            DataCatalogue.Class
        );
        var ofTokens = reader.TryGet(DataCatalogue.PromptTokens, out _);
        reader.Require(
            !ofTokens || !reader.IsGiven(DataCatalogue.GenerateBytes),
            "each says how long a row is; give one of them",
            DataCatalogue.GenerateBytes,
            DataCatalogue.PromptTokens
        );
        reader.Require(
            !(generates && reader.Value(DataCatalogue.Vary)),
            "generated rows differ already; it is for files",
            DataCatalogue.Vary
        );
        var endpoint = reader.Value(WorkflowCatalogue.Endpoint);
        reader.Require(
            !reader.IsGiven(DataCatalogue.OutputTokens) || GeneratedData.AsksForTokens(endpoint),
            "rows of this endpoint have no answer in tokens; leave it out",
            DataCatalogue.OutputTokens,
            WorkflowCatalogue.Endpoint
        );
        var least = GeneratedData.LeastBytes(
            reader.Value(DataCatalogue.GenerateModel),
            endpoint,
            reader.Value(DataCatalogue.DistinctIds)
        );
        reader.Require(
            !generates || ofTokens || reader.Value(DataCatalogue.GenerateBytes) >= least,
            $"a row that names this model has at least {least} bytes",
            DataCatalogue.GenerateBytes,
            DataCatalogue.GenerateModel
        );
    }

    // What is of no meaning here is in no report.
    private static void Disregard(SettingsReader reader, bool generates)
    {
        if (!generates)
        {
            reader.Disregard(DataCatalogue.GenerateBytes);
            reader.Disregard(DataCatalogue.OutputTokens);
            return;
        }

        reader.Disregard(DataCatalogue.TestData);
        reader.Disregard(DataCatalogue.Vary);
        if (reader.IsGiven(DataCatalogue.PromptTokens))
        {
            reader.Disregard(DataCatalogue.GenerateBytes);
        }

        if (!GeneratedData.AsksForTokens(reader.Value(WorkflowCatalogue.Endpoint)))
        {
            reader.Disregard(DataCatalogue.OutputTokens);
        }
    }
}
