using System.Text.Json;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Results;

/// <summary>
/// Writes what the rows of a file will use and cost, as the control layer estimates it of a model that it has not seen yet:
/// a token for four bytes of a body, and a tenth more as the answer.
/// </summary>
internal static class CostEstimateJson
{
    private const double AnswerToPrompt = 1.1;

    public static void Write(Utf8JsonWriter json, StoredFile file)
    {
        // A file of results has no requests.
        var groups = file.Batch is null ? file.Input.Groups : [];
        var models = groups.GroupBy(group => group.Kind.Model, StringComparer.Ordinal).Select(Estimate.Of).ToList();
        json.WriteStartObject();
        json.WriteString("file_id", file.Id);
        json.WriteNumber("total_requests", models.Sum(model => model.Requests));
        json.WriteNumber("total_estimated_input_tokens", models.Sum(model => model.Input));
        json.WriteNumber("total_estimated_output_tokens", models.Sum(model => model.Output));
        json.WriteMoney("total_estimated_cost", models.Sum(model => model.Cost));
        json.WriteStartArray("models");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("model", model.Model);
            json.WriteNumber("request_count", model.Requests);
            json.WriteNumber("estimated_input_tokens", model.Input);
            json.WriteNumber("estimated_output_tokens", model.Output);
            json.WriteMoney("estimated_cost", model.Cost);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private sealed record Estimate(string Model, long Requests, long Input, long Output)
    {
        public decimal Cost => TokenPrices.Of(Input, Output);

        public static Estimate Of(IGrouping<string, RowGroup> groups)
        {
            var requests = groups.Sum(group => (long)group.Rows);
            var input = groups.Sum(group => group.BodyBytes) / RowUsages.BytesPerToken;
            // An answer of a model of vectors passes for a token.
            var isEmbeddings = groups.All(group => group.Kind.Endpoint == RowEndpoint.Embeddings);
            return new Estimate(groups.Key, requests, input, isEmbeddings ? requests : (long)(input * AnswerToPrompt));
        }
    }
}
