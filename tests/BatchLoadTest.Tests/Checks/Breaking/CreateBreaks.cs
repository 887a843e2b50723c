using System.Text.Json.Nodes;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about what they take as a batch.</summary>
internal static class CreateBreaks
{
    private const string Followed = "followed";

    public static IEnumerable<Break> All => [.. OfWhatIsTaken, .. OfWhatIsRefused, .. OfWhatIsOverlooked, .. OfEchoes];

    private static IEnumerable<Break> OfWhatIsTaken =>
        [
            Break.Instead(
                "create.rows",
                "POST files",
                exchange => exchange.Text.Contains("rows.jsonl", StringComparison.Ordinal),
                _ => ServiceAnswer.Of(500, "pool exhausted")
            ),
            Break.Instead(
                "create.followed",
                "POST batches",
                exchange => MarkedBatch.Creates(exchange, Followed),
                _ => ServiceAnswer.Of(429, "Insufficient capacity for 24h completion window.")
            ),
            Taken("full_metadata", text => text.Contains("\"k16xxx", StringComparison.Ordinal)),
            new("create.nothing_made", () => new RefusedAndMade().ServeAsync),
        ];

    private static IEnumerable<Break> OfWhatIsRefused =>
        [
            Refused("no_file", text => Marked(text, "no_file")),
            Refused("unknown_file", text => Marked(text, "unknown_file")),
            Refused("null_file", text => Marked(text, "null_file")),
            Refused("number_file", text => Marked(text, "number_file")),
            Refused("no_endpoint", text => Marked(text, "no_endpoint")),
            Refused("odd_endpoint", text => Marked(text, "odd_endpoint")),
            Refused("no_window", text => Marked(text, "no_window")),
            Refused("odd_window", text => Marked(text, "odd_window")),
            Refused("bad_json", text => Marked(text, "bad_json")),
            Refused("empty", text => text.Length == 0),
            Refused("array", text => Marked(text, "array")),
            Refused("number_value", text => text.Contains("\"number\":17", StringComparison.Ordinal)),
            Refused("text_metadata", text => text.Contains("\"metadata\":\"no-object\"", StringComparison.Ordinal)),
        ];

    // The mock takes them, as the control layer does.
    private static IEnumerable<Break> OfWhatIsOverlooked =>
        [
            Taken("other_endpoint", text => Marked(text, "other_endpoint")),
            Taken("extra_member", text => Marked(text, "extra_member")),
            Taken("pairs_17", text => text.Contains("\"k17\"", StringComparison.Ordinal)),
            Taken("long_key", text => text.Contains("xxx\":\"vvv\"}", StringComparison.Ordinal)),
            Taken("long_value", text => text.Contains("\"k01\":\"vvvv", StringComparison.Ordinal)),
        ];

    private static IEnumerable<Break> OfEchoes =>
        [
            Created("object", json => json["object"] = "job"),
            Created("file_echo", json => json["input_file_id"] = "file-other"),
            Created("endpoint_echo", json => json["endpoint"] = "/v1/other"),
            Created("window_echo", json => json["completion_window"] = "1d"),
            Created("metadata_echo", json => json["metadata"] = new JsonObject()),
            Created("status", json => json["status"] = "warming_up"),
            // Its first poll is that of the batch's watch, or of the check.
            Break.MarkedJson(
                "create.poll_echo",
                Followed,
                ["poll", "end"],
                (json, _) => json["metadata"] = new JsonObject { ["test_run"] = "other" }
            ),
        ];

    // What the answer to the create request says, and the polls after it.
    private static Break Created(string name, Action<JsonObject> change) =>
        Break.MarkedJson(
            "create." + name,
            Followed,
            name == "status" ? ["create"] : ["create", "poll", "end"],
            (json, _) => change(json)
        );

    private static bool Marked(string text, string mark) =>
        text.Contains($"\"check\":\"{mark}\"", StringComparison.Ordinal);

    private static Break Refused(string name, Func<string, bool> fits) =>
        Break.Refused("create." + name, "POST batches", exchange => fits(exchange.Text));

    private static Break Taken(string name, Func<string, bool> fits) =>
        Break.Instead(
            "create." + name,
            "POST batches",
            exchange => fits(exchange.Text),
            _ => ServiceAnswer.Of(400, "refused")
        );

    // The list after the first refusal shows a batch of that file.
    private sealed class RefusedAndMade
    {
        private volatile string? file;
        private bool isRefused;
        private int lists;

        public async Task<ServiceAnswer> ServeAsync(BrokenExchange exchange)
        {
            var answer = await exchange.ForwardAsync();
            if (exchange.Is("POST batches") && answer.IsSuccess)
            {
                file ??= (string?)answer.Json()!["input_file_id"];
            }
            else if (exchange.Is("POST batches"))
            {
                isRefused |= file is not null;
            }
            else if (
                exchange.Is("GET batches")
                && isRefused
                && answer.IsSuccess
                && Interlocked.Increment(ref lists) == 1
            )
            {
                var list = answer.Json()!;
                list["data"]!.AsArray().Add(new JsonObject { ["id"] = "batch-unseen", ["input_file_id"] = file });
                answer.Text = list.ToJsonString();
            }

            return answer;
        }
    }
}
