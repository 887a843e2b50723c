using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>The member <c>list</c> of <c>metrics.json</c>: null where no lists were to be read.</summary>
internal static class MetricsJsonLists
{
    public static void Write(Utf8JsonWriter json, ListSummary lists)
    {
        if (!lists.WereAsked)
        {
            json.WriteNull("list");
            return;
        }

        json.WriteStartObject("list");
        json.WriteNumber("due", lists.Due);
        json.WriteNumber("not_begun", lists.NotBegun);
        foreach (var list in lists.Kinds)
        {
            json.WriteStartObject(list.Kind.KindName());
            Write(json, list);
            json.WriteEndObject();
        }

        json.WriteTexts("notices", ListSentences.Of(lists));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ListOfKindSummary list)
    {
        foreach (var end in ListKinds.AllEnds)
        {
            json.WriteNumber(end.KindName(), list[end]);
        }

        json.WriteNumber("pages", list.Pages);
        json.WriteNumber("items", list.Items);
        json.WriteNumber("doubled", list.Doubled);
        json.WriteNumber("expected", list.Expected);
        json.WriteNumber("missing", list.Missing);
        json.WriteTexts("doubled_examples", list.DoubledExamples);
        json.WriteTexts("missing_examples", list.MissingExamples);
        json.WriteTexts("problems", list.Problems);
        json.WriteStartArray("by_length");
        foreach (var size in list.Sizes)
        {
            json.WriteStartObject();
            json.WriteNumber("from", size.From);
            json.WriteFinite("to", size.To);
            json.WriteNumber("walks", size.Walks);
            json.WriteDistribution("page_ms", size.Pages);
            json.WriteDistribution("walk_ms", size.Durations);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
