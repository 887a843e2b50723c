using System.Text.Json;
using BatchLoadTest.MockServer.Counting;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>
/// What a client reads in the output files of batches about tokens: the judge that the mock server's own counts are held
/// against.
/// </summary>
internal sealed class RowAnswers
{
    private readonly Dictionary<string, MockModelTokens> models = new(StringComparer.Ordinal);

    /// <summary>What was read, by model.</summary>
    public IReadOnlyDictionary<string, MockModelTokens> Models => models;

    /// <summary>All models together.</summary>
    public MockModelTokens All => models.Values.Aggregate(new MockModelTokens(0, 0, 0, 0, 0), Sum);

    /// <summary>A row of any endpoint.</summary>
    public static string Row(string customId, string url, string model, string more = "") =>
        $$$"""
            {"custom_id":"{{{customId}}}","method":"POST","url":"{{{url}}}","body":{"model":"{{{model}}}"{{{more}}}}}
            """;

    /// <summary>Adds what the output file of a batch says.</summary>
    public async Task ReadAsync(MockService mock, JsonElement batch)
    {
        if (!batch.TryGetProperty("output_file_id", out var file) || file.GetString() is not { } id)
        {
            return;
        }

        foreach (var line in await mock.LinesAsync(id))
        {
            var response = line.GetProperty("response");
            if (response.GetProperty("status_code").GetInt32() == 200)
            {
                Add(response.GetProperty("body"));
            }
        }
    }

    /// <summary>The chunks of a body that came in chunks, without the word that ends them.</summary>
    public static List<JsonElement> Chunks(JsonElement body) =>
        [
            .. body.GetString()!
                .Split('\n')
                .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
                .Select(line => MockService.Parse(line["data: ".Length..])),
        ];

    /// <summary>What a whole body says that it used; null if it does not say it.</summary>
    public static JsonElement? Usage(JsonElement body) => body.TryGetProperty("usage", out var usage) ? usage : null;

    private static MockModelTokens Sum(MockModelTokens a, MockModelTokens b) =>
        new(
            a.Rows + b.Rows,
            a.RowsWithoutUsage + b.RowsWithoutUsage,
            a.Prompt + b.Prompt,
            a.Completion + b.Completion,
            a.Reasoning + b.Reasoning
        );

    private void Add(JsonElement body)
    {
        var last = body.ValueKind == JsonValueKind.String ? Chunks(body)[^1] : body;
        var model = MockService.Text(last, "model");
        var tokens = Usage(last) is { } usage
            ? new MockModelTokens(
                1,
                0,
                Number(usage, "prompt_tokens", "input_tokens"),
                Number(usage, "completion_tokens", "output_tokens"),
                Details(usage)
            )
            : new MockModelTokens(1, 1, 0, 0, 0);
        if (Usage(last) is { } said && said.TryGetProperty("total_tokens", out var total))
        {
            Assert.Equal(tokens.Total, total.GetInt64());
        }

        models[model] = models.TryGetValue(model, out var known) ? Sum(known, tokens) : tokens;
    }

    private static long Details(JsonElement usage) =>
        usage.TryGetProperty("completion_tokens_details", out var details)
        || usage.TryGetProperty("output_tokens_details", out details)
            ? details.GetProperty("reasoning_tokens").GetInt64()
            : 0;

    private static long Number(JsonElement usage, params IEnumerable<string> names) =>
        names.Select(name => usage.TryGetProperty(name, out var value) ? value.GetInt64() : 0).Max();
}
