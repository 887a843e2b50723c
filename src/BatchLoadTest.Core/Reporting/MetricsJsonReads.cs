using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>The member <c>read</c> of <c>metrics.json</c>: null where nothing was to be read of running batches.</summary>
internal static class MetricsJsonReads
{
    public static void Write(Utf8JsonWriter json, ReadSummary reads)
    {
        if (reads.Asked == 0)
        {
            json.WriteNull("read");
            return;
        }

        json.WriteStartObject("read");
        json.WriteNumber("asked_batches", reads.Asked);
        json.WriteNumber("batches", reads.Batches);
        json.WriteNumber("judged_batches", reads.Judged);
        json.WriteNumber("reads", reads.Reads);
        json.WriteNumber("rows", reads.Rows);
        json.WriteNumber("early_rows", reads.EarlyRows);
        json.WriteFinite("early_share", reads.EarlyShare);
        json.WriteNumber("bytes_again", reads.BytesAgain);
        json.WriteNumber("unread", reads.Unread);
        foreach (var fault in ReadFaults.All)
        {
            json.WriteNumber(fault.KindName(), reads[fault]);
        }

        json.WriteDistribution("first_row_ms", reads.FirstRow);
        json.WriteStartArray("progress");
        foreach (var share in reads.Progress)
        {
            json.WriteNumberValue(share);
        }

        json.WriteEndArray();
        json.WriteTexts("notices", ReadSentences.Reads(reads));
        json.WriteStartObject("examples");
        foreach (var fault in ReadFaults.All.Where(fault => reads.Examples[(int)fault].Count > 0))
        {
            json.WriteTexts(fault.KindName(), reads.Examples[(int)fault]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
