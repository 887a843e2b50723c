using System.Globalization;
using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>What came of reading the service's lists; left out where nobody did.</summary>
internal static class ListsJson
{
    private const string Name = "lists";

    public static void Write(Utf8JsonWriter json, ListCounts lists)
    {
        if (lists.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(Name);
        json.WriteCount("due", lists.Due);
        json.WriteCount("not_begun", lists.NotBegun);
        foreach (var kind in ListKinds.All.Where(kind => !lists[kind].IsEmpty))
        {
            json.WriteStartObject(kind.KindName());
            Write(json, lists[kind]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static void Read(JsonElement line, ListCounts lists)
    {
        if (!line.TryGetProperty(Name, out var json))
        {
            return;
        }

        lists.AddDue(json.Count("due"), json.Count("not_begun"));
        foreach (var kind in ListKinds.All)
        {
            if (json.TryGetProperty(kind.KindName(), out var ofKind))
            {
                Read(ofKind, lists[kind]);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, ListOfKindCounts list)
    {
        foreach (var end in ListKinds.AllEnds)
        {
            json.WriteCount(end.KindName(), list[end]);
        }

        json.WriteCount("pages", list.Pages);
        json.WriteCount("items", list.Items);
        json.WriteCount("doubled", list.Doubled);
        json.WriteCount("expected", list.Expected);
        json.WriteCount("missing", list.Missing);
        Write(json, "doubled_examples", list.DoubledExamples);
        Write(json, "missing_examples", list.MissingExamples);
        Write(json, "problems", list.Problems);
        if (list.Sizes.Count == 0)
        {
            return;
        }

        json.WriteStartObject("sizes");
        foreach (var (size, counts) in list.Sizes)
        {
            json.WriteStartObject(ListSizes.From[size].ToString(CultureInfo.InvariantCulture));
            json.WriteCount("walks", counts.Walks);
            HistogramJson.Write(json, "pages", counts.Pages);
            HistogramJson.Write(json, "durations", counts.Durations);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Read(JsonElement json, ListOfKindCounts list)
    {
        foreach (var end in ListKinds.AllEnds)
        {
            list[end] = json.Count(end.KindName());
        }

        list.Pages = json.Count("pages");
        list.Items = json.Count("items");
        list.Doubled = json.Count("doubled");
        list.Expected = json.Count("expected");
        list.Missing = json.Count("missing");
        Read(json, "doubled_examples", example => list.AddDoubled(example));
        Read(json, "missing_examples", example => list.AddMissing(example));
        Read(json, "problems", problem => list.AddProblem(problem));
        if (!json.TryGetProperty("sizes", out var sizes))
        {
            return;
        }

        foreach (var size in sizes.EnumerateObject())
        {
            if (!int.TryParse(size.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var from))
            {
                throw new JournalException($"lists of '{size.Name}' objects");
            }

            var counts = list.SizeOf(ListSizes.Of(from));
            counts.Walks = size.Value.Count("walks");
            HistogramJson.Read(size.Value, "pages", counts.Pages);
            HistogramJson.Read(size.Value, "durations", counts.Durations);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            json.WriteStartArray(name);
            foreach (var text in texts)
            {
                json.WriteStringValue(text.WellFormed());
            }

            json.WriteEndArray();
        }
    }

    private static void Read(JsonElement json, string name, Action<string> take)
    {
        if (json.TryGetProperty(name, out var texts))
        {
            foreach (var text in texts.EnumerateArray())
            {
                take(text.GetString()!);
            }
        }
    }
}
