using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services that are wrong about batches that nobody wants any more, and about those that go on after all.</summary>
internal static class CancelBreaks
{
    private const string Cancelled = "cancelled";

    // So long that rows are done before the cancel, and others are not.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    public static IEnumerable<Break> All =>
        OfCancels.Concat(OfRetries).Select(each => each with { BatchDuration = Duration });

    private static IEnumerable<Break> OfCancels =>
        [
            Refused("cancel.many", "many", "cancel", 1, 500),
            Json("taken", "cancel", batch => batch["status"] = "in_progress"),
            Json("ends", "end", batch => batch["status"] = "failed"),
            Refused("cancel.readable", Cancelled, "end", 2, 404),
            Json("stamps", "end", batch => batch.Remove("cancelling_at")),
            Refused("cancel.again", Cancelled, "cancel", 2, 500),
            Unknown("cancel.unknown", "POST batches/*/cancel"),
            Json(
                "rows",
                "end",
                batch => batch["request_counts"]!["completed"] = (int)batch["request_counts"]!["completed"]! + 1
            ),
            new("cancel.rows", () => new DoublesRows().ServeAsync) { What = "doubled" },
            Refused("cancel.ended", "any", "cancel", 1, 409),
        ];

    private static IEnumerable<Break> OfRetries =>
        [
            Refused("retry.works", Cancelled, "retry", 1, 404),
            new(
                "retry.kept",
                () =>
                {
                    var batch = new MarkedBatch(Cancelled);
                    var isRetried = false;
                    return async exchange =>
                    {
                        var (answer, kind, _) = await batch.ServeAsync(exchange);
                        isRetried |= kind == "retry";
                        if (isRetried && kind == "output")
                        {
                            answer.Text = answer.Text.Replace(
                                "\"batch_req_",
                                "\"batch_req_again_",
                                StringComparison.Ordinal
                            );
                        }

                        return answer;
                    };
                }
            ),
            Unknown("retry.unknown", "POST batches/*/retry"),
        ];

    private static Break Json(string name, string kind, Action<JsonObject> change) =>
        Break.MarkedJson("cancel." + name, Cancelled, [kind], (batch, _) => change(batch));

    private static Break Refused(string check, string mark, string kind, int which, int status) =>
        Break.Marked(
            check,
            mark,
            (answer, own, number) =>
            {
                if (own == kind && number == which)
                {
                    (answer.Status, answer.Text) = (status, "refused");
                }
            }
        );

    private static Break Unknown(string check, string route) =>
        Break.Answer(
            check,
            route,
            (answer, exchange) =>
            {
                if (answer.Status == 404 && !exchange.IsOfSecondKey)
                {
                    (answer.Status, answer.Text) = (500, "no rows returned by a query that expected one");
                }
            }
        );

    // In the output files of batches that were cancelled.
    private sealed class DoublesRows
    {
        private readonly ConcurrentDictionary<string, bool> outputs = new(StringComparer.Ordinal);

        public async Task<ServiceAnswer> ServeAsync(BrokenExchange exchange)
        {
            var answer = await exchange.ForwardAsync();
            if (exchange.Is("POST batches/*/cancel") && (string?)answer.Json()?["output_file_id"] is { } output)
            {
                outputs[output] = true;
            }
            else if (exchange.Is("GET files/*/content") && outputs.TryRemove(exchange.Part(1), out _))
            {
                answer.Lines = [.. answer.Lines, .. answer.Lines];
            }

            return answer;
        }
    }
}
