using System.Text.Json.Nodes;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about results.</summary>
internal static class ResultsBreaks
{
    private const string Followed = "followed";
    private const string LastRow = "check-row-12";

    public static IEnumerable<Break> All => [.. OfRows, .. OfLines, .. OfFiles];

    private static IEnumerable<Break> OfRows =>
        [
            Break.Marked(
                "results.download",
                Followed,
                (answer, kind, _) =>
                {
                    if (kind == "output")
                    {
                        (answer.Status, answer.Text) = (500, "the gateway's own fault");
                    }
                }
            ),
            Content("none_missing", lines => Without(lines, LastRow)),
            Content("none_twice", lines => [.. lines, .. lines.Take(1)]),
            Content("none_foreign", lines => [.. lines, Line("request-of-another")]),
            Content("counts", lines => Without(lines, LastRow), errors => [.. errors, Line(LastRow)]),
        ];

    private static IEnumerable<Break> OfLines =>
        [
            Content("whole", lines => [.. lines, "{\"id\":\"batch_req_x\",\"custom_id\":\"check-ro"]),
            Content("last_line", lines => lines, hasEnd: false),
            Lines("shape", line => line["error"] = "none"),
            Lines("line_ids", line => line["id"] = "batch_req_1"),
            Lines("status_code", line => line["response"]!["status_code"] = "200"),
            Lines("request_id", line => line["response"]!["request_id"] = "req_1"),
            Lines("body", line => line["response"]!["body"] = line["response"]!["body"]!.ToJsonString()),
            Lines("kind", line => line["response"]!["body"]!["object"] = "other"),
            Lines("tokens", line => line["response"]!["body"]!.AsObject().Remove("usage")),
            Lines("row_model", line => line["response"]!["body"]!.AsObject().Remove("model")),
            Content("error_words", lines => lines, errors => errors.Select(Wordless)) with
            {
                RowFailRate = 0.3,
            },
        ];

    private static IEnumerable<Break> OfFiles =>
        [
            Break.Marked(
                "results.file",
                Followed,
                (answer, kind, _) =>
                {
                    if (kind == "output file")
                    {
                        (answer.Status, answer.Text) = (404, "File not found");
                    }
                }
            ),
            File(
                "purpose",
                file => file["purpose"] = (string?)file["purpose"] == "batch_output" ? "batch" : "batch_output"
            ),
            File("bytes", file => file["bytes"] = (long)file["bytes"]! + 1),
            File("filename", file => file.Remove("filename")),
            Break.Marked(
                "results.again",
                Followed,
                (answer, kind, number) =>
                {
                    if (kind == "output" && number == 2)
                    {
                        answer.Lines = [.. answer.Lines.Skip(1)];
                    }
                }
            ),
            Break.MarkedJson("results.no_error_file", Followed, ["end"], (batch, _) => batch.Remove("error_file_id")),
        ];

    private static Break File(string name, Action<JsonObject> change) =>
        Break.MarkedJson("results." + name, Followed, ["output file"], (file, _) => change(file));

    private static Break Lines(string name, Action<JsonObject> change) =>
        Content(
            name,
            lines =>
                lines.Select(line =>
                {
                    var json = JsonNode.Parse(line)!.AsObject();
                    change(json);
                    return json.ToJsonString();
                })
        );

    // The output file's bytes are those of what is sent, so that only its lines are wrong.
    private static Break Content(
        string name,
        Func<IReadOnlyList<string>, IEnumerable<string>> output,
        Func<IReadOnlyList<string>, IEnumerable<string>>? errors = null,
        bool hasEnd = true
    ) =>
        new(
            "results." + name,
            () =>
            {
                var batch = new MarkedBatch(Followed);
                var length = 0;
                return async exchange =>
                {
                    var (answer, kind, _) = await batch.ServeAsync(exchange);
                    if (!answer.IsSuccess)
                    {
                        return answer;
                    }

                    if (kind.StartsWith("output file", StringComparison.Ordinal))
                    {
                        var file = answer.Json()!;
                        file["bytes"] = length;
                        answer.Text = file.ToJsonString();
                    }
                    else if (kind.StartsWith("output", StringComparison.Ordinal))
                    {
                        answer.Lines = [.. output(answer.Lines)];
                        answer.Text = hasEnd ? answer.Text : answer.Text.TrimEnd('\n');
                        length = answer.Body.Length;
                    }
                    else if (errors is not null && kind.StartsWith("errors", StringComparison.Ordinal))
                    {
                        answer.Lines = [.. errors(answer.Lines)];
                    }

                    return answer;
                };
            }
        );

    private static IEnumerable<string> Without(IReadOnlyList<string> lines, string id) =>
        lines.Where(line => !line.Contains($"\"{id}\"", StringComparison.Ordinal));

    private static string Line(string id) =>
        $$$"""{"id":"batch_req_{{{id}}}","custom_id":"{{{id}}}","response":null,"error":{"code":null,"message":"it was lost"}}""";

    private static string Wordless(string line)
    {
        var json = JsonNode.Parse(line)!.AsObject();
        json["error"] = new JsonObject { ["code"] = null };
        return json.ToJsonString();
    }
}
