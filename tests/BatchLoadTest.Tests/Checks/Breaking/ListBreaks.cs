using System.Text.Json.Nodes;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services whose lists are wrong.</summary>
internal static class ListBreaks
{
    private const string Whole = "limit=100";

    public static IEnumerable<Break> All =>
        [
            Json("holds", Whole, list => Data(list).Remove(Of(list, "listed"))),
            Json("shape", Whole, list => list.Remove("has_more")),
            Json("newest", Whole, Reverse),
            Json("ids", Whole, list => list["first_id"] = "batch-other"),
            Json(
                "same",
                Whole,
                list =>
                {
                    if (Of(list, "listed") is { } batch)
                    {
                        batch["endpoint"] = "/v1/other";
                    }
                }
            ),
            Break.Request(
                "list.limit",
                "GET batches",
                exchange => exchange.Query = exchange.Query == "?limit=2" ? "?limit=3" : exchange.Query
            ),
            Json("pages", "limit=7&after=", list => Data(list).Remove(Of(list, "many"))),
            Json("meanwhile", "limit=6&after=", list => Data(list).Remove(Of(list, "many"))) with
            {
                What = "hole",
            },
            Json("meanwhile", "limit=6&after=", list => Data(list).Add(Data(list)[0]!.DeepClone())) with
            {
                What = "double",
            },
            Refused("zero", "limit=0"),
            Refused("thousand", "limit=1000"),
            Refused("unknown_after", "limit=5&after="),
        ];

    private static Break Json(string name, string query, Action<JsonObject> change) =>
        Break.Answer(
            "list." + name,
            "GET batches",
            (answer, exchange) =>
            {
                if (IsOf(exchange, query) && answer.IsSuccess && answer.Json() is { } list)
                {
                    change(list);
                    answer.Text = list.ToJsonString();
                }
            }
        );

    private static Break Refused(string name, string query) =>
        Break.Refused("list." + name, "GET batches", exchange => IsOf(exchange, query));

    private static bool IsOf(BrokenExchange exchange, string query) =>
        query.EndsWith('=') ? exchange.Query.Contains(query, StringComparison.Ordinal) : exchange.Query == "?" + query;

    private static JsonArray Data(JsonObject list) => list["data"]!.AsArray();

    private static JsonObject? Of(JsonObject list, string mark) =>
        Data(list).OfType<JsonObject>().FirstOrDefault(batch => (string?)batch["metadata"]?["check"] == mark);

    private static void Reverse(JsonObject list)
    {
        var batches = Data(list).Select(batch => batch!.DeepClone()).Reverse().ToArray();
        list["data"] = new JsonArray(batches);
        (list["first_id"], list["last_id"]) = (list["last_id"]?.DeepClone(), list["first_id"]?.DeepClone());
    }
}
