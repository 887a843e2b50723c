using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Results;

/// <summary>
/// The bodies with which endpoints answer a row, whole or in chunks, as text with the names of <see cref="AnswerSlot"/>
/// behind dollar signs. By OpenAI's and Anthropic's API references.
/// </summary>
internal static class AnswerTexts
{
    private const string Words = "This answer comes from the mock server: nobody has thought about the question.";

    private const string Answered = "$completion";

    private const StringComparison ByName = StringComparison.Ordinal;

    /// <summary>Whether rows of a kind are answered in chunks: there are no parts of a vector.</summary>
    public static bool IsStreamed(in RowKind kind) => kind.IsStreamed && kind.Endpoint != RowEndpoint.Embeddings;

    /// <summary>The body for rows of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="hasUsage">Whether it says what it used.</param>
    public static string Of(in RowKind kind, bool hasUsage)
    {
        var usage = hasUsage ? $",\"usage\":{UsageOf(kind)}" : "";
        return IsStreamed(kind) ? Streamed(kind.Endpoint, usage) : Whole(kind.Endpoint, usage);
    }

    private static string UsageOf(in RowKind kind) =>
        kind.Endpoint switch
        {
            RowEndpoint.Embeddings => """{"prompt_tokens":$prompt,"total_tokens":$total}""",
            RowEndpoint.Messages => """{"input_tokens":$prompt,"output_tokens":$completion}""",
            RowEndpoint.Responses => OneLine(
                """
                {"input_tokens":$prompt,"input_tokens_details":{"cached_tokens":0},"output_tokens":$completion,
                "output_tokens_details":{"reasoning_tokens":$reasoning},"total_tokens":$total}
                """
            ),
            _ when kind.Reasons() => OneLine(
                """
                {"prompt_tokens":$prompt,"completion_tokens":$completion,"total_tokens":$total,
                "completion_tokens_details":{"reasoning_tokens":$reasoning}}
                """
            ),
            _ => """{"prompt_tokens":$prompt,"completion_tokens":$completion,"total_tokens":$total}""",
        };

    private static string Whole(RowEndpoint endpoint, string usage) =>
        endpoint switch
        {
            RowEndpoint.Completions => OneLine(
                $$"""
                {"id":"cmpl-$id","object":"text_completion","created":$created,"model":"$model",
                "choices":[{"text":"{{Words}}","index":0,"logprobs":null,"finish_reason":"stop"}]{{usage}}}
                """
            ),
            RowEndpoint.Embeddings => OneLine(
                $$"""
                {"object":"list","data":[$vectors],"model":"$model"{{usage}}}
                """
            ),
            RowEndpoint.Responses => Response("completed", Output, usage),
            RowEndpoint.Messages => Message($$"""[{"type":"text","text":"{{Words}}"}]""", "\"end_turn\"", usage),
            _ => OneLine(
                $$"""
                {"id":"chatcmpl-$id","object":"chat.completion","created":$created,"model":"$model","choices":[{"index":0,
                "message":{"role":"assistant","content":"{{Words}}"},"logprobs":null,"finish_reason":"stop"}]{{usage}}}
                """
            ),
        };

    /// <summary>Server-sent events.</summary>
    private static string Streamed(RowEndpoint endpoint, string usage) =>
        endpoint switch
        {
            RowEndpoint.Completions => Chunks(
                "cmpl-$id",
                "text_completion",
                usage,
                $$"""{"text":"{{Words}}","index":0,"logprobs":null,"finish_reason":null}""",
                """{"text":"","index":0,"logprobs":null,"finish_reason":"stop"}"""
            ),
            RowEndpoint.Responses => string.Concat(
                Event("response.created", ",\"response\":" + Response("in_progress", "[]", usage: "")),
                Event(
                    "response.output_text.delta",
                    $",\"item_id\":\"msg_$id\",\"output_index\":0,\"content_index\":0,\"delta\":\"{Words}\""
                ),
                Event("response.completed", ",\"response\":" + Response("completed", Output, usage))
            ),
            RowEndpoint.Messages => string.Concat(
                // As Anthropic's do, it counts here already, and all of it once more at the end.
                Event("message_start", ",\"message\":" + Message("[]", "null", usage.Replace(Answered, "1", ByName))),
                Event("content_block_start", ""","index":0,"content_block":{"type":"text","text":""}"""),
                Event("content_block_delta", $$""","index":0,"delta":{"type":"text_delta","text":"{{Words}}"}"""),
                Event("content_block_stop", ",\"index\":0"),
                Event("message_delta", $$""","delta":{"stop_reason":"end_turn","stop_sequence":null}{{usage}}"""),
                Event("message_stop", "")
            ),
            _ => Chunks(
                "chatcmpl-$id",
                "chat.completion.chunk",
                usage,
                """{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}""",
                $$"""{"index":0,"delta":{"content":"{{Words}}"},"logprobs":null,"finish_reason":null}""",
                """{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}"""
            ),
        };

    /// <summary>Those of chat and completions: what was used stands in one more chunk, which has no choice.</summary>
    private static string Chunks(string id, string name, string usage, params IEnumerable<string> choices)
    {
        var head = $$"""data: {"id":"{{id}}","object":"{{name}}","created":$created,"model":"$model","choices":""";
        var chunks = string.Concat(choices.Select(choice => $"{head}[{choice}]}}\n\n"));
        return chunks + (usage.Length > 0 ? $"{head}[]{usage}}}\n\n" : "") + "data: [DONE]\n\n";
    }

    /// <summary>Those of responses and messages: each has a name, which its data repeats.</summary>
    private static string Event(string name, string members) =>
        $"event: {name}\ndata: {{\"type\":\"{name}\"{members}}}\n\n";

    private static string Output =>
        OneLine(
            $$"""
            [{"type":"message","id":"msg_$id","status":"completed","role":"assistant",
            "content":[{"type":"output_text","text":"{{Words}}","annotations":[]}]}]
            """
        );

    private static string Response(string status, string output, string usage) =>
        OneLine(
            $$"""
            {"id":"resp_$id","object":"response","created_at":$created,"status":"{{status}}","error":null,
            "incomplete_details":null,"model":"$model","output":{{output}}{{usage}}}
            """
        );

    private static string Message(string content, string stopReason, string usage) =>
        OneLine(
            $$"""
            {"id":"msg_$id","type":"message","role":"assistant","model":"$model","content":{{content}},
            "stop_reason":{{stopReason}},"stop_sequence":null{{usage}}}
            """
        );

    private static string OneLine(string text) => text.ReplaceLineEndings("");
}
