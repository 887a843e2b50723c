using System.Text.Json;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Results;

/// <summary>Writes a file's metadata.</summary>
internal static class FileJson
{
    public static void Write(Utf8JsonWriter json, StoredFile file, FlavourRules rules, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", file.Id);
        json.WriteString("object", "file");
        json.WriteNumber("bytes", BytesOf(file, now));
        json.WriteNumber("created_at", file.CreatedAt.ToUnixTimeSeconds());
        json.WriteString("filename", file.Name);
        json.WriteString("purpose", PurposeOf(file, rules));
        json.WriteTime("expires_at", file.Batch is null ? file.ExpiresAt : null, rules);
        if (rules.Flavour != MockFlavour.ControlLayer)
        {
            json.WriteString("status", file.IsPendingAt(now, rules.FileProcessing) ? "pending" : "processed");
            json.WriteNull("status_details");
        }

        json.WriteEndObject();
    }

    public static string PurposeOf(StoredFile file, FlavourRules rules) =>
        file.Purpose switch
        {
            FilePurpose.Input => "batch",
            // OpenAI knows one purpose for both kinds of results.
            FilePurpose.Error when rules.Flavour == MockFlavour.ControlLayer => "batch_error",
            _ => "batch_output",
        };

    private static long BytesOf(StoredFile file, DateTimeOffset now) =>
        file.Batch is null ? file.Input.Content.Length : ResultSize.Of(file.Batch, file, now);
}
