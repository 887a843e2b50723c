using System.Net.Http;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.ResultsRoute;

/// <summary>Other ways to what became of a batch.</summary>
public static class ResultsRouteChecks
{
    private const string Source = "control layer";

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> OfTheEnd() =>
        [
            new SimpleCheck(
                new("results_route.there", "/batches/{id}/results is there", CheckWorth.Differs, Source),
                ["create.followed"],
                async (scene, cancellationToken) =>
                {
                    var (result, answer) = await GetAsync(scene, "results", cancellationToken);
                    scene.Exhibits.ResultsRoute = answer;
                    return result;
                }
            ),
            new SimpleCheck(
                new("results_route.lines", "/results has one line for every row", CheckWorth.Should, Source),
                ["create.followed"],
                Lines
            ),
            new SimpleCheck(
                new("results_route.analytics", "/batches/{id}/analytics is there", CheckWorth.Differs, Source),
                ["create.followed"],
                async (scene, cancellationToken) => (await GetAsync(scene, "analytics", cancellationToken)).Result
            ),
        ];

    private static CheckResult Lines(CheckScene scene)
    {
        if (scene.Exhibits.ResultsRoute is not { } answer)
        {
            return CheckResult.NotSeen("there is no such route");
        }

        var sent = scene.Exhibits.Rows!.RowIds;
        var ids = ResultRow.All(answer).Select(row => row.CustomId).ToList();
        var hits = ids.OfType<string>().Intersect(sent, StringComparer.Ordinal).Count();
        return hits == sent.Count && ids.Count == sent.Count
            ? CheckResult.Pass($"{ids.Count} lines")
            : CheckResult.Fail($"{ids.Count} lines, of {hits} of {sent.Count} rows", null, answer);
    }

    private static async Task<(CheckResult Result, CheckAnswer? Answer)> GetAsync(
        CheckScene scene,
        string route,
        CancellationToken cancellationToken
    )
    {
        if (scene.Exhibits.Followed is not { HasEnded: true } watch)
        {
            return (CheckResult.NotSeen("it has not ended"), null);
        }

        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.Under($"batches/{Uri.EscapeDataString(watch.First.Id)}/{route}"),
            cancellationToken
        );
        return answer.IsSuccess
            ? (CheckResult.Pass($"{answer.Status}, {answer.Length} bytes"), answer)
            : (CheckResult.Fail(answer.Words, null, answer), null);
    }
}
