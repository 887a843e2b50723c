using System.Text.Json.Nodes;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about their list of files, and about files that are deleted.</summary>
internal static class FilesBreaks
{
    private const string Deleted = "check-deleted.jsonl";
    private const string Whole = "?limit=100";

    public static IEnumerable<Break> All => [.. Lists, .. Deletions];

    private static IEnumerable<Break> Lists =>
        [
            Break.Json("files.shape", "GET files", json => json.Remove("has_more")),
            Page(
                "files.mine",
                query => query == Whole,
                (data, _) =>
                {
                    foreach (
                        var item in data.Where(item =>
                                $"{item!["filename"]}".StartsWith("check-listed", StringComparison.Ordinal)
                            )
                            .ToList()
                    )
                    {
                        data.Remove(item);
                    }
                }
            ),
            Page(
                "files.newest_first",
                query => query == Whole,
                (data, _) =>
                {
                    var items = data.Reverse().ToList();
                    data.Clear();
                    items.ForEach(data.Add);
                }
            ),
            Query("files.order", query => query.Replace("&order=asc", "", StringComparison.Ordinal)),
            Query("files.page_limit", query => query == "?limit=1" ? "" : query),
            Page(
                "files.pages",
                query => query.Contains("limit=2&after=", StringComparison.Ordinal),
                (data, query) =>
                    data.Insert(
                        0,
                        new JsonObject { ["id"] = Uri.UnescapeDataString(query[(query.LastIndexOf('=') + 1)..]) }
                    )
            ),
            Query("files.by_purpose", query => query.Replace("purpose=batch_output&", "", StringComparison.Ordinal)),
            Break.Instead(
                "files.after_unknown",
                "GET files",
                exchange => exchange.Query.StartsWith("?limit=2&after=", StringComparison.Ordinal),
                _ => ServiceAnswer.Of(400, "no such file")
            ),
        ];

    private static IEnumerable<Break> Deletions =>
        [
            FileBreaks.About(
                "files.deleted",
                Deleted,
                "DELETE files/*",
                (answer, _) => answer.Text = answer.Text.Replace("true", "false", StringComparison.Ordinal)
            ),
            Stays("files.metadata_gone", "GET files/*"),
            Stays("files.content_gone", "GET files/*/content"),
            new("files.list_gone", () => new StaysInList().ServeAsync),
            FileBreaks.About("files.again", Deleted, "DELETE files/*", (answer, _) => answer.Status = 200),
            FileBreaks.Unknown(
                "files.delete_unknown",
                "DELETE files/*",
                ServiceAnswer.Of(200, """{"deleted":true}""", "application/json")
            ),
            FileBreaks.About(
                "files.input_running",
                "check-input_running.jsonl",
                () => new FirstDeletionRefused().ServeAsync
            ),
        ];

    private static Break Page(string check, Func<string, bool> fits, Action<JsonArray, string> change) =>
        Break.Answer(
            check,
            "GET files",
            (answer, exchange) =>
            {
                if (fits(exchange.Query) && answer.Json() is { } json)
                {
                    change(json["data"]!.AsArray(), exchange.Query);
                    answer.Text = json.ToJsonString();
                }
            }
        );

    private static Break Query(string check, Func<string, string> change) =>
        Break.Request(check, "GET files", exchange => exchange.Query = change(exchange.Query));

    private static Break Stays(string check, string route) =>
        FileBreaks.About(check, Deleted, route, (answer, _) => (answer.Status, answer.Text) = (200, "{}"));

    private sealed class StaysInList
    {
        private string? deleted;

        public async Task<ServiceAnswer> ServeAsync(BrokenExchange exchange)
        {
            var answer = await exchange.ForwardAsync();
            if (exchange.Is("DELETE files/*"))
            {
                deleted = exchange.Part(1);
            }
            else if (
                exchange.Is("GET files")
                && exchange.Query == Whole
                && deleted is not null
                && !exchange.IsOfSecondKey
                && answer.Json() is { } json
            )
            {
                json["data"]!.AsArray().Add(new JsonObject { ["id"] = deleted });
                answer.Text = json.ToJsonString();
            }

            return answer;
        }
    }

    private sealed class FirstDeletionRefused
    {
        private int deletions;

        public Task<ServiceAnswer> ServeAsync(BrokenExchange exchange) =>
            exchange.Is("DELETE files/*") && Interlocked.Increment(ref deletions) == 1
                ? Task.FromResult(ServiceAnswer.Of(409, "a batch is made of it"))
                : exchange.ForwardAsync();
    }
}
