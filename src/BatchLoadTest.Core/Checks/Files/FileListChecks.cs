using System.Text.Json;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Files;

/// <summary>The list of files.</summary>
internal static class FileListChecks
{
    private const string Source = "OpenAI: GET /files";
    private const string Whole = "limit=100";
    private const int PageLimit = 2;
    private const int MostPages = 6;

    private delegate Task<CheckResult> Look(
        CheckScene scene,
        IReadOnlyList<string> own,
        CancellationToken cancellationToken
    );

    /// <summary>The checks.</summary>
    public static IReadOnlyList<ICheck> Checks() =>
        [
            Of("shape", "a list has object, data and has_more", CheckWorth.Should, ShapeAsync),
            Of("mine", "it has what was uploaded", CheckWorth.Must, MineAsync),
            Of("newest_first", "the newest file comes first", CheckWorth.Differs, NewestFirstAsync),
            Of("order", "order=asc turns it round", CheckWorth.Differs, OrderAsync),
            Of("page_limit", "limit=1 gives one file", CheckWorth.Should, LimitAsync),
            Of("pages", "pages have no doubles and no holes", CheckWorth.Must, PagesAsync),
            Of("by_purpose", "purpose leaves others out", CheckWorth.Should, PurposeAsync),
            Of("after_unknown", "after an unknown id is refused", CheckWorth.Differs, AfterUnknownAsync),
        ];

    private static SimpleCheck Of(string name, string requirement, CheckWorth worth, Look look) =>
        new(
            new CheckInfo("files." + name, requirement, worth, Source),
            ["preflight.upload"],
            async (scene, cancellationToken) =>
                await ListedFiles.OwnAsync(scene, cancellationToken) is { Count: > 1 } own
                    ? await look(scene, own, cancellationToken)
                    : CheckResult.Skip("files to look for were not taken")
        );

    private static async Task<CheckAnswer> WholeAsync(CheckScene scene, CancellationToken cancellationToken) =>
        scene.Exhibits.FileList ??= await ListedFiles.PageAsync(scene, Whole, cancellationToken);

    private static async Task<CheckResult> ShapeAsync(
        CheckScene scene,
        IReadOnlyList<string> own,
        CancellationToken cancellationToken
    )
    {
        var answer = await WholeAsync(scene, cancellationToken);
        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(answer.Words, "--list makes no sense here", answer);
        }

        List<string> missing = [];
        if (answer.Text("object") != "list")
        {
            missing.Add("object is not list");
        }

        if (answer.Member("data").ValueKind != JsonValueKind.Array)
        {
            missing.Add("data is no array");
        }

        if (answer.Member("has_more").ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            missing.Add("has_more is absent");
        }

        return missing.Count == 0
            ? CheckResult.Pass("object, data, has_more")
            : CheckResult.Fail(string.Join(", ", missing), null, answer);
    }

    private static async Task<CheckResult> MineAsync(
        CheckScene scene,
        IReadOnlyList<string> own,
        CancellationToken cancellationToken
    )
    {
        var answer = await WholeAsync(scene, cancellationToken);
        if (ListedFiles.Items(answer) is not { } items)
        {
            return CheckResult.NotSeen($"it has no list: {answer.Words}", answer);
        }

        var missing = own.Except(items.Select(ListedFiles.Id), StringComparer.Ordinal).Count();
        return missing == 0 ? CheckResult.Pass($"{own.Count} among {items.Count}")
            : IsNewestLeftOut(answer, items) ? CheckResult.NotSeen("the list begins with older files", answer)
            : CheckResult.Fail(
                $"{missing} of {own.Count} that were just uploaded are missing",
                "reads may go to a replica that has them later",
                answer
            );
    }

    // Where the oldest comes first they are on a later page.
    private static bool IsNewestLeftOut(CheckAnswer answer, IReadOnlyList<JsonElement> items) =>
        answer.Member("has_more").ValueKind == JsonValueKind.True
        && ListedFiles.CreatedAt(items[0]) < ListedFiles.CreatedAt(items[^1]);

    private static async Task<CheckResult> NewestFirstAsync(
        CheckScene scene,
        IReadOnlyList<string> own,
        CancellationToken cancellationToken
    )
    {
        var answer = await WholeAsync(scene, cancellationToken);
        return ListedFiles.Items(answer) is not { } items
                ? CheckResult.NotSeen($"it has no list: {answer.Words}", answer)
            : !Has(items, own) ? CheckResult.NotSeen("it has not all that was uploaded", answer)
            : IsSorted(items, own.Reverse()) ? CheckResult.Pass("the last comes first")
            : IsSorted(items, own) ? CheckResult.Fail("the oldest comes first", null, answer)
            : AreOfOneSecond(items, own) ? CheckResult.NotSeen("those to look for are of one second", answer)
            : CheckResult.Fail("they are in no order", null, answer);
    }

    private static async Task<CheckResult> OrderAsync(
        CheckScene scene,
        IReadOnlyList<string> own,
        CancellationToken cancellationToken
    )
    {
        var answer = await ListedFiles.PageAsync(scene, Whole + "&order=asc", cancellationToken);
        return ListedFiles.Items(answer) is not { } items ? CheckResult.Fail(answer.Words, "it is refused", answer)
            : !Has(items, own) ? CheckResult.NotSeen("the first page has not all that was uploaded", answer)
            : IsSorted(items, own) ? CheckResult.Pass("the oldest comes first")
            : !IsSorted(items, own.Reverse()) && AreOfOneSecond(items, own)
                ? CheckResult.NotSeen("those to look for are of one second", answer)
            : CheckResult.Fail("it is left aside", null, answer);
    }

    private static bool Has(IReadOnlyList<JsonElement> items, IReadOnlyList<string> own) =>
        !own.Except(items.Select(ListedFiles.Id), StringComparer.Ordinal).Any();

    // Within one a service that sorts by seconds may have them as it likes.
    private static bool AreOfOneSecond(IReadOnlyList<JsonElement> items, IReadOnlyList<string> own) =>
        items
            .Where(item => own.Contains(ListedFiles.Id(item)!, StringComparer.Ordinal))
            .Select(ListedFiles.CreatedAt)
            .Distinct()
            .Count() == 1;

    private static bool IsSorted(IReadOnlyList<JsonElement> items, IEnumerable<string> wanted)
    {
        List<string> order = [.. wanted];
        List<string?> found =
        [
            .. items.Select(ListedFiles.Id).Where(id => order.Contains(id!, StringComparer.Ordinal)),
        ];
        return found.SequenceEqual(order, StringComparer.Ordinal);
    }

    private static async Task<CheckResult> LimitAsync(
        CheckScene scene,
        IReadOnlyList<string> own,
        CancellationToken cancellationToken
    )
    {
        var answer = await ListedFiles.PageAsync(scene, "limit=1", cancellationToken);
        return ListedFiles.Items(answer) is not { } items
                ? CheckResult.NotSeen($"it has no list: {answer.Words}", answer)
            : items.Count == 1 ? CheckResult.Pass("one")
            : CheckResult.Fail($"{items.Count} files", null, answer);
    }

    private static async Task<CheckResult> PagesAsync(
        CheckScene scene,
        IReadOnlyList<string> own,
        CancellationToken cancellationToken
    )
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        var purpose = Uri.EscapeDataString(scene.Options.Dialect.Purpose);
        string? last = null;
        for (var page = 1; page <= MostPages; page++)
        {
            var after = last is null ? "" : "&after=" + Uri.EscapeDataString(last);
            var answer = await ListedFiles.PageAsync(
                scene,
                $"purpose={purpose}&limit={PageLimit}{after}",
                cancellationToken
            );
            if (ListedFiles.Items(answer) is not { } items)
            {
                return CheckResult.NotSeen($"page {page}: {answer.Words}", answer);
            }

            foreach (var id in items.Select(ListedFiles.Id).OfType<string>())
            {
                last = id;
                if (!seen.Add(id))
                {
                    return CheckResult.Fail(
                        $"page {page} has a file that was there before",
                        "who reads all pages counts it twice, or never ends",
                        answer
                    );
                }
            }

            var found = own.Count(seen.Contains);
            if (found == own.Count)
            {
                return CheckResult.Pass($"{own.Count} files within {page} pages of {PageLimit}");
            }

            if (items.Count == 0 || answer.Member("has_more").ValueKind == JsonValueKind.False)
            {
                return CheckResult.Fail(
                    $"{own.Count - found} of {own.Count} files are on none of its {page} pages",
                    "who reads all pages misses them",
                    answer
                );
            }
        }

        // Others may upload at the same time.
        return CheckResult.NotSeen(
            $"{own.Count(seen.Contains)} of {own.Count} files are on the first {MostPages} pages of {PageLimit}"
        );
    }

    private static async Task<CheckResult> PurposeAsync(
        CheckScene scene,
        IReadOnlyList<string> own,
        CancellationToken cancellationToken
    )
    {
        var answer = await ListedFiles.PageAsync(scene, "purpose=batch_output&limit=100", cancellationToken);
        if (ListedFiles.Items(answer) is not { } items)
        {
            return CheckResult.NotSeen($"purpose=batch_output: {answer.Words}", answer);
        }

        var wrong = items.Select(ListedFiles.Id).Count(id => own.Contains(id!, StringComparer.Ordinal));
        return wrong == 0
            ? CheckResult.Pass($"{items.Count} with batch_output, none of them mine")
            : CheckResult.Fail($"{wrong} inputs among those of purpose batch_output", null, answer);
    }

    private static async Task<CheckResult> AfterUnknownAsync(
        CheckScene scene,
        IReadOnlyList<string> own,
        CancellationToken cancellationToken
    )
    {
        var answer = await ListedFiles.PageAsync(
            scene,
            $"limit={PageLimit}&after={Uri.EscapeDataString(StrangeId.Of(own[0]))}",
            cancellationToken
        );
        return ListedFiles.Items(answer) is { } items
            ? CheckResult.Fail(items.Count == 0 ? "an empty page" : $"a page of {items.Count}", null, answer)
            : Refusal.Judge(answer);
    }
}
