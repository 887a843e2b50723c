using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>
/// The members <c>delete</c> and <c>expiry</c> of <c>metrics.json</c>: null where no input was to be deleted, and no upload to
/// expire.
/// </summary>
internal static class MetricsJsonDeletes
{
    public static void Write(Utf8JsonWriter json, BatchSummary batches)
    {
        WriteDeletes(json, batches.Deletes);
        WriteExpiries(json, batches.Expiries);
    }

    private static void WriteDeletes(Utf8JsonWriter json, DeleteSummary deletes)
    {
        if (deletes.Drawn == 0)
        {
            json.WriteNull("delete");
            return;
        }

        json.WriteStartObject("delete");
        json.WriteNumber("batches", deletes.Drawn);
        foreach (var result in DeleteResults.All)
        {
            json.WriteNumber(result.KindName(), deletes[result]);
        }

        json.WriteNumber("files_kept", deletes.FilesKept);
        json.WriteNumber("results_kept", deletes.ResultsKept);
        json.WriteNumber("rows", deletes.Rows);
        json.WriteNumber("rows_not_done", deletes.RowsNotDone);
        WriteExamples(json, deletes.Examples);
        json.WriteEndObject();
    }

    private static void WriteExpiries(Utf8JsonWriter json, ExpirySummary expiries)
    {
        if (!expiries.WasAsked)
        {
            json.WriteNull("expiry");
            return;
        }

        json.WriteStartObject("expiry");
        json.WriteNumber("uploads", expiries.Uploads);
        foreach (var verdict in ExpiryVerdicts.All)
        {
            json.WriteNumber(verdict.KindName(), expiries[verdict]);
        }

        json.WriteNumber("batches", expiries.Batches);
        WriteExamples(json, expiries.Examples);
        json.WriteEndObject();
    }

    private static void WriteExamples(Utf8JsonWriter json, IReadOnlyList<string> examples)
    {
        json.WriteStartArray("examples");
        foreach (var example in examples)
        {
            json.WriteStringValue(example);
        }

        json.WriteEndArray();
    }
}
