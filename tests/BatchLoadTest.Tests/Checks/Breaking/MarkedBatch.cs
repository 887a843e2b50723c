using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>The batch that a check creates for a purpose, known by its metadata <c>check</c>, and requests about it.</summary>
internal sealed class MarkedBatch(string mark)
{
    private readonly ConcurrentDictionary<string, int> numbers = new(StringComparer.Ordinal);
    private volatile string? id;
    private volatile string? output;
    private volatile string? errors;
    private volatile bool hasEnded;

    /// <summary>
    /// The service behind answers, and what kind of request it was: <c>create</c>, <c>poll</c>, <c>end</c> (a poll that shows an
    /// end), <c>cancel</c>, <c>retry</c>, <c>delete</c>, <c>results</c>, <c>analytics</c>, <c>output</c>, <c>errors</c> (their content),
    /// the same with <c> so far</c> while no poll has shown an end, <c>output file</c>, <c>list</c>; empty for others. With which of its kind it was, from 1.
    /// </summary>
    public async Task<(ServiceAnswer Answer, string Kind, int Number)> ServeAsync(BrokenExchange exchange)
    {
        var kind = KindOf(exchange);
        var answer = await exchange.ForwardAsync();
        if (kind is "create" or "poll" && answer.IsSuccess && answer.Json() is { } batch)
        {
            id ??= (string?)batch["id"];
            output = (string?)batch["output_file_id"] ?? output;
            errors = (string?)batch["error_file_id"] ?? errors;
            if (kind == "poll" && (string?)batch["status"] is "completed" or "failed" or "cancelled" or "expired")
            {
                kind = "end";
                hasEnded = true;
            }
        }

        return (answer, kind, numbers.AddOrUpdate(kind, 1, (_, number) => number + 1));
    }

    /// <summary>Whether a request creates it.</summary>
    public static bool Creates(BrokenExchange exchange, string mark) =>
        exchange.Is("POST batches") && exchange.Text.Contains($"\"check\":\"{mark}\"", StringComparison.Ordinal);

    /// <summary>The batch in a list; null where it is not in it.</summary>
    public JsonObject? In(JsonObject list) =>
        list["data"]!.AsArray().OfType<JsonObject>().FirstOrDefault(item => (string?)item["id"] == id);

    private string Suffix => hasEnded ? "" : " so far";

    private string KindOf(BrokenExchange exchange)
    {
        if (Creates(exchange, mark))
        {
            return "create";
        }

        if (exchange.Is("GET batches"))
        {
            return "list";
        }

        if (id is null || !exchange.Route.Contains('/', StringComparison.Ordinal))
        {
            return "";
        }

        var about = exchange.Part(1);
        return about == id
                ? exchange.Route.Split('/', ' ') switch
                {
                    ["GET", "batches", _] => "poll",
                    ["DELETE", "batches", _] => "delete",
                    [_, "batches", _, var action] => action,
                    _ => "",
                }
            : about == output
                ? exchange.Is("GET files/*/content") ? "output" + Suffix
                    : exchange.Is("GET files/*") ? "output file"
                    : ""
            : about == errors && exchange.Is("GET files/*/content") ? "errors" + Suffix
            : "";
    }
}
