using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the settings of what is uploaded.</summary>
internal static class DataBuilder
{
    private const long LongestRow = 10_000_000;

    /// <summary>Reads and checks.</summary>
    public static DataSettings Build(SettingsReader reader, SettingFiles files)
    {
        var generates = reader.TryGet(DataCatalogue.GenerateRequests, out var rows);
        var bytes = reader.Value(DataCatalogue.GenerateBytes);
        reader.Require(
            bytes is >= GeneratedData.ShortestRow and <= LongestRow,
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
            generates || sizes || !reader.IsGiven(DataCatalogue.GenerateBytes),
            "needs --generate-requests",
            DataCatalogue.GenerateBytes
        );
        generates |= sizes;
        var file = files.FullPathOrShipped(reader.Value(DataCatalogue.TestData));
        if (generates)
        {
            reader.Disregard(DataCatalogue.TestData);
        }
        else
        {
            reader.Disregard(DataCatalogue.GenerateBytes);
        }

        return new DataSettings
        {
            File = file,
            // Of each size its own later.
            GeneratedRows = generates ? Math.Max(1, rows) : null,
            GeneratedRowBytes = (int)Math.Min(bytes, LongestRow),
            Model = reader.Value(DataCatalogue.GenerateModel),
            DistinctIds = reader.Value(DataCatalogue.DistinctIds),
            Seed = reader.Value(LoadCatalogue.Seed),
        };
    }
}
