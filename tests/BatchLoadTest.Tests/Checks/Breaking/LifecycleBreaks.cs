using System.Text.Json.Nodes;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>Services whose batches go through something else than they should.</summary>
internal static class LifecycleBreaks
{
    private const string Followed = "followed";

    public static IEnumerable<Break> All => [.. OfTheWay, .. OfStamps, .. OfCounts, .. OfTheEnd];

    private static IEnumerable<Break> OfTheWay =>
        [
            Always("ends", batch => batch["status"] = "expired"),
            Break.Marked(
                "lifecycle.polls",
                Followed,
                (answer, kind, number) =>
                {
                    if (kind == "end" && number == 1)
                    {
                        (answer.Status, answer.Text) = (404, "Batch not found");
                    }
                }
            ),
            AtTheEnd(
                "forwards",
                (batch, poll) =>
                    batch["status"] =
                        poll == 1 ? "finalizing"
                        : poll == 2 ? "in_progress"
                        : "completed"
            ),
            First("words", batch => batch["status"] = "warming_up"),
            First("same", batch => batch["id"] = "batch-other"),
        ];

    private static IEnumerable<Break> OfStamps =>
        [
            Always("order", batch => batch["in_progress_at"] = (long)batch["created_at"]! - 5),
            Always(
                "seconds",
                batch =>
                    batch["completed_at"] = DateTimeOffset
                        .FromUnixTimeSeconds((long)batch["completed_at"]!)
                        .ToString("yyyy-MM-ddTHH:mm:ssZ")
            ),
            Always("end_stamp", batch => batch.Remove("completed_at")),
            Always("window", batch => batch["expires_at"] = (long)batch["expires_at"]! - 3_600),
        ];

    private static IEnumerable<Break> OfCounts =>
        [
            First("counts_grow", batch => Finalizing(batch, "failed", 1)),
            First("within", batch => Finalizing(batch, "total", 11)),
            Always("total", batch => batch["request_counts"]!["total"] = 13),
        ];

    private static IEnumerable<Break> OfTheEnd =>
        [
            AtTheEnd("stable", (batch, poll) => batch["request_counts"]!["completed"] = poll == 1 ? 12 : 11),
            Always(
                "no_errors",
                batch =>
                    batch["errors"] = new JsonObject
                    {
                        ["data"] = new JsonArray(new JsonObject { ["message"] = "something went wrong" }),
                    }
            ),
            Always("usage", batch => batch["usage"] = new JsonObject { ["total_tokens"] = 17 }),
            Always("model", batch => batch["model"] = "load-test"),
            Break.MarkedJson("lifecycle.nulls", Followed, ["create"], (batch, _) => WriteNulls(batch)),
        ];

    private static Break Always(string name, Action<JsonObject> change) => AtTheEnd(name, (batch, _) => change(batch));

    // Others see the end as it is.
    private static Break First(string name, Action<JsonObject> change) =>
        AtTheEnd(
            name,
            (batch, poll) =>
            {
                if (poll == 1)
                {
                    change(batch);
                }
            }
        );

    private static Break AtTheEnd(string name, Action<JsonObject, int> change) =>
        Break.MarkedJson("lifecycle." + name, Followed, ["end"], change);

    private static void Finalizing(JsonObject batch, string count, int value)
    {
        batch["status"] = "finalizing";
        batch["request_counts"]![count] = value;
        if (count == "failed")
        {
            batch["request_counts"]!["completed"] = 12 - value;
        }
    }

    private static void WriteNulls(JsonObject batch)
    {
        foreach (
            var name in (string[])
                [
                    "errors",
                    "output_file_id",
                    "error_file_id",
                    "in_progress_at",
                    "finalizing_at",
                    "completed_at",
                    "failed_at",
                    "expired_at",
                    "cancelling_at",
                    "cancelled_at",
                ]
        )
        {
            batch.TryAdd(name, null);
        }
    }
}
