using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about what they take as an upload.</summary>
internal static class UploadBreaks
{
    private static readonly string[] Malformed =
    [
        "empty_file",
        "bad_json",
        "array",
        "bom",
        "utf16",
        "latin1",
        "unknown_model",
        "no_id",
        "numeric_id",
        "long_id",
        "get_row",
        "unknown_url",
        "no_body",
        "text_body",
    ];

    private static readonly string[] Right =
    [
        "blank_line",
        "crlf",
        "no_line_end",
        "stream",
        "file_first",
        "python_sdk",
        "curl_form",
        "dotnet_sdk",
    ];

    // The control layer takes them; here they are refused.
    private static readonly string[] Odd = ["double_id", "two_models", "expires_short", "expires_long"];

    public static IEnumerable<Break> All =>
        [
            Member("object", "document"),
            Member("bytes", 7),
            Member("filename", "upload.jsonl"),
            Member("purpose", "fine-tune"),
            Member("created_at", 1_700_000_000_000),
            new("upload.ids", () => new SameIdForTheSame().ServeAsync),
            .. new[] { "no_purpose", "unknown_purpose", "cut_form" }.Concat(Malformed).Select(Taken),
            TakenIf(
                "no_file",
                exchange =>
                    !exchange.Text.Contains("name=\"file\"", StringComparison.Ordinal)
                    && exchange.Headers["Content-Type"].StartsWith("multipart", StringComparison.Ordinal)
            ),
            TakenIf("plain_text", exchange => exchange.Headers["Content-Type"] == "text/plain"),
            TakenIf("json", exchange => exchange.Headers["Content-Type"] == "application/json"),
            .. Right.Concat(Odd).Select(Refused),
            Refused("line_named"),
            Refused("non_ascii_id") with
            {
                Flavour = MockFlavour.OpenAI,
            },
            Break.Json(
                "upload.odd_name",
                "POST files",
                json => Change(json, "check-odd_name", "filename", "check-odd_name _.jsonl")
            ),
            Break.Json("upload.expires", "POST files", json => Change(json, "check-expires.", "expires_at", 1)),
        ];

    // Of one file only, and the same whenever it is asked for.
    private static Break Member(string name, JsonNode value) =>
        new(
            "upload." + name,
            () =>
                async exchange =>
                {
                    var answer = await exchange.ForwardAsync();
                    if (
                        (exchange.Is("POST files") || exchange.Is("GET files/*"))
                        && answer.IsSuccess
                        && answer.Json() is { } json
                    )
                    {
                        Change(json, "check.jsonl", name, value.DeepClone());
                        answer.Text = json.ToJsonString();
                    }

                    return answer;
                }
        );

    private static void Change(JsonObject json, string file, string name, JsonNode value)
    {
        if (json["filename"]?.GetValue<string>().StartsWith(file, StringComparison.Ordinal) == true)
        {
            json[name] = value;
        }
    }

    private static Break Taken(string name) =>
        TakenIf(name, exchange => FileBreaks.IsOf(exchange, $"upload.{name}.jsonl"));

    // As another that is right.
    private static Break TakenIf(string name, Func<BrokenExchange, bool> fits) =>
        Break.Request(
            "upload." + name,
            "POST files",
            exchange =>
            {
                if (fits(exchange))
                {
                    exchange.Headers["Content-Type"] = "multipart/form-data; boundary=b";
                    exchange.Text = string.Join(
                        "\r\n",
                        "--b",
                        "Content-Disposition: form-data; name=\"purpose\"",
                        "",
                        "batch",
                        "--b",
                        "Content-Disposition: form-data; name=\"file\"; filename=\"right.jsonl\"",
                        "",
                        """{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"load-test","messages":[]}}""",
                        "--b--",
                        ""
                    );
                }
            }
        );

    private static Break Refused(string name) =>
        Break.Instead(
            "upload." + name,
            "POST files",
            exchange => FileBreaks.IsOf(exchange, $"upload.{name}.jsonl"),
            _ => ServiceAnswer.Of(400, "this is not taken")
        );

    private sealed class SameIdForTheSame
    {
        private ServiceAnswer? first;

        public async Task<ServiceAnswer> ServeAsync(BrokenExchange exchange)
        {
            if (first is not null && FileBreaks.IsOf(exchange, "upload.ids"))
            {
                return first;
            }

            var answer = await exchange.ForwardAsync();
            if (exchange.Is("POST files") && exchange.Text.Contains("\"check.jsonl\"", StringComparison.Ordinal))
            {
                first ??= answer;
            }

            return answer;
        }
    }
}
