using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>The member <c>cancel</c> of <c>metrics.json</c>: null where no batch was to be cancelled.</summary>
internal static class MetricsJsonCancels
{
    public static void Write(Utf8JsonWriter json, CancelSummary cancels)
    {
        if (cancels.Drawn == 0)
        {
            json.WriteNull("cancel");
            return;
        }

        json.WriteStartObject("cancel");
        json.WriteNumber("batches", cancels.Drawn);
        foreach (var result in CancelResults.All)
        {
            json.WriteNumber(result.KindName(), cancels[result]);
        }

        json.WriteDistribution("took_ms", cancels.Took);
        json.WriteNumber("rows", cancels.Rows);
        json.WriteNumber("rows_not_done", cancels.RowsNotDone);
        json.WriteEndObject();
    }
}
