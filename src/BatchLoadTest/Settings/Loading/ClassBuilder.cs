using System.Globalization;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the classes of batches.</summary>
internal static class ClassBuilder
{
    private const int Most = 100;

    /// <summary>Whether classes say how many batches there are a second.</summary>
    public static bool HasRates(SettingsReader reader) =>
        reader.Values(DataCatalogue.Class).Any(given => given.Rate is not null);

    /// <summary>Where classes have rates, the load's rate is their sum. Before the load is read.</summary>
    public static void AssumeRate(SettingsReader reader)
    {
        var given = reader.Values(DataCatalogue.Class);
        if (!HasRates(reader))
        {
            return;
        }

        reader.Require(
            given.All(each => each.Rate is not null),
            "give each class a rate, or none",
            DataCatalogue.Class
        );
        foreach (var other in new Setting[] { LoadCatalogue.ArrivalRate, LoadCatalogue.Stages, LoadCatalogue.InFlight })
        {
            reader.Require(
                !reader.IsGivenByPerson(other),
                "the rates of the classes are the load; leave one out",
                DataCatalogue.Class,
                other
            );
        }

        var sum = given.Sum(each => each.Rate ?? 0);
        reader.Assume(
            LoadCatalogue.ArrivalRate,
            sum.ToString("0.#########", CultureInfo.InvariantCulture) + "/s",
            "sum of --class"
        );
    }

    /// <summary>Reads and checks.</summary>
    /// <param name="reader">The settings.</param>
    /// <param name="files">Makes full paths.</param>
    /// <param name="data">What is uploaded where a class does not say.</param>
    public static IReadOnlyList<ClassSettings> Build(SettingsReader reader, SettingFiles files, DataSettings data)
    {
        var given = reader.Values(DataCatalogue.Class);
        reader.Require(given.Count <= Most, $"there are at most {Most} classes", DataCatalogue.Class);
        var same = given
            .GroupBy(each => each.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(of => of.Count() > 1);
        if (same is not null)
        {
            reader.Require(false, SameName([.. same.Select(each => each.Name)]), DataCatalogue.Class);
        }

        reader.Require(
            given.Count == 0 || !reader.IsGiven(CapacityCatalogue.Sizes),
            "each says what is uploaded; give one of them",
            DataCatalogue.Class,
            CapacityCatalogue.Sizes
        );
        foreach (var each in given.Where(each => each.Rows is not null && each.RowBytes is not null))
        {
            var least = GeneratedData.LeastBytes(
                each.Model ?? data.Model,
                each.Endpoint ?? reader.Value(WorkflowCatalogue.Endpoint),
                data.DistinctIds
            );
            reader.Require(
                each.RowBytes >= least,
                $"a row of {each.Name} that names its model has at least {least} bytes",
                DataCatalogue.Class
            );
        }

        return
        [
            .. given.Select(each => new ClassSettings
            {
                Name = each.Name,
                Weight = each.Rate ?? each.Weight ?? 1,
                Data = DataOf(each, files, data),
                CompletionWindow = each.Window ?? reader.Value(WorkflowCatalogue.CompletionWindow),
                Endpoint = each.Endpoint,
                Read = each.Read,
                Cancel = each.Cancel,
                DeleteInput = each.DeleteInput,
            }),
        ];
    }

    private static string SameName(IReadOnlyList<string> names)
    {
        var written = names.Distinct(StringComparer.Ordinal).ToList();
        return written.Count == 1
            ? $"{names.Count} classes have the same name, {written[0]}"
            : $"classes {string.Join(" and ", written)} have the same name: names that differ by case only are one";
    }

    private static DataSettings DataOf(GivenClass given, SettingFiles files, DataSettings data)
    {
        data = data with { Model = given.Model ?? data.Model, FileModel = given.Model };
        if (given.Data is { } file)
        {
            return data with { File = files.FullPathOrShipped(file), GeneratedRows = null };
        }

        return given.Rows is { } rows
            ? data with
            {
                GeneratedRows = rows,
                GeneratedRowBytes = (int)(given.RowBytes ?? data.GeneratedRowBytes),
                PromptTokens = given.RowBytes is null ? data.PromptTokens : null,
                Varies = false,
            }
            : data;
    }
}
