using System.Net.Http;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Lists;

/// <summary>What pages of a list are.</summary>
internal static class PageChecks
{
    private const string Source = "OpenAI: GET /batches";
    private const int Limit = 7;
    private const int LimitMeanwhile = 6;
    private const int Meanwhile = 5;

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> All =>
        [
            Of("limit", "a page has as many as are asked for", CheckWorth.Should, LimitAsync),
            new SimpleCheck(
                new("list.pages", "pages have no double and no hole", CheckWorth.Must, Source),
                ["concurrency.creates"],
                (scene, cancellationToken) => WalkAsync(scene, Limit, _ => Task.CompletedTask, cancellationToken)
            ),
            new SimpleCheck(
                new("list.meanwhile", "nor have they while batches are created", CheckWorth.Must, Source),
                ["concurrency.creates"],
                (scene, cancellationToken) =>
                    WalkAsync(
                        scene,
                        LimitMeanwhile,
                        page =>
                            page <= Meanwhile
                                ? scene.CreateAsync(scene.CreateBody(scene.FileId!, "meanwhile"), cancellationToken)
                                : Task.CompletedTask,
                        cancellationToken
                    )
            )
            {
                Rows = Meanwhile,
            },
            Of(
                "zero",
                "limit=0 is refused",
                CheckWorth.Differs,
                (scene, token) => RefusedAsync(scene, "limit=0", token)
            ),
            Of(
                "thousand",
                "limit=1000 is refused",
                CheckWorth.Differs,
                (scene, token) => RefusedAsync(scene, "limit=1000", token)
            ),
            Of(
                "unknown_after",
                "after an unknown id is refused",
                CheckWorth.Differs,
                (scene, token) =>
                    RefusedAsync(
                        scene,
                        $"limit=5&after={Uri.EscapeDataString(StrangeId.Of(scene.Batch?.Id ?? "batch_0"))}",
                        token
                    )
            ),
        ];

    private static SimpleCheck Of(
        string name,
        string requirement,
        CheckWorth worth,
        Func<CheckScene, CancellationToken, Task<CheckResult>> look
    ) => new(new("list." + name, requirement, worth, Source), ["list.holds"], look);

    private static async Task<CheckResult> LimitAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.Under("batches?limit=2"),
            cancellationToken
        );
        return CheckScene.PageOf(answer) is not { } page ? CheckResult.Fail(answer.Words, null, answer)
            : page.Items.Count != 2
                ? CheckResult.Fail(
                    $"2 were asked for, {page.Items.Count} are in it",
                    "pages are longer than asked for",
                    answer
                )
            : page.HasMore == false ? CheckResult.Fail("2 are in it, and it says that there are no more", null, answer)
            : CheckResult.Pass("2, and it says that there are more");
    }

    private static async Task<CheckResult> WalkAsync(
        CheckScene scene,
        int limit,
        Func<int, Task> between,
        CancellationToken cancellationToken
    )
    {
        var known = scene
            .Exhibits.Many.Select(answer => scene.BatchOf(answer, out _)?.Id)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (known.Count == 0)
        {
            return CheckResult.Skip("no batches were taken");
        }

        var walk = await ListWalk.ReadAsync(scene, limit, scene.Batch?.Id, between, cancellationToken);
        var missing = known.Where(id => !walk.Has(id)).ToList();
        return walk.Twice is { } twice
                ? CheckResult.Fail(
                    scene.Redact($"{twice} comes twice within {walk.Pages} pages of {limit}"),
                    "a run that reads lists reports it, and files are deleted twice",
                    walk.Last
                )
            : missing.Count == 0
                ? CheckResult.Pass($"{known.Count} batches within {walk.Pages} pages of {limit}, each once")
            : walk.IsWhole
                ? CheckResult.Fail(
                    scene.Redact(
                        $"{missing.Count} of {known.Count} are missing in {walk.Pages} pages of {limit}, such as {missing[0]}"
                    ),
                    "what a run leaves behind cannot be found",
                    walk.Last
                )
            : CheckResult.NotSeen($"{walk.Pages} pages were read: {walk.Last?.Words}", walk.Last);
    }

    private static async Task<CheckResult> RefusedAsync(
        CheckScene scene,
        string query,
        CancellationToken cancellationToken
    )
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.Under($"batches?{query}"),
            cancellationToken
        );
        return CheckScene.PageOf(answer) is { } page
            ? CheckResult.Fail($"taken: {page.Items.Count} are in it", null, answer)
            : Refusal.Judge(answer);
    }
}
