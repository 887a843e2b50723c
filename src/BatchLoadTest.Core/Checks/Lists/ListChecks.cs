using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Lists;

/// <summary>What lists of batches hold.</summary>
public static class ListChecks
{
    private const string Source = "OpenAI: GET /batches";

    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(500);

    // What a list and a poll cannot say otherwise of one batch, whatever happens between them.
    private static readonly string[] Lasting =
    [
        "object",
        "endpoint",
        "input_file_id",
        "completion_window",
        "created_at",
        "metadata",
    ];

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            new SimpleCheck(
                new("list.holds", "a list holds the batch just made", CheckWorth.Must, Source),
                ["preflight.create"],
                HoldsAsync
            )
            {
                Rows = 1,
            },
            Of("shape", "a list has object, data and has_more", CheckWorth.Should, Shape),
            Of("newest", "the newest comes first", CheckWorth.Should, Newest),
            Of("ids", "first_id and last_id are those of the page", CheckWorth.Differs, Ids),
            new SimpleCheck(
                new("list.same", "a list says of a batch what a poll says", CheckWorth.Should, Source),
                ["list.holds"],
                SameAsync
            ),
            .. PageChecks.All,
        ];

    private static SimpleCheck Of(
        string name,
        string requirement,
        CheckWorth worth,
        Func<CheckScene, ListedBatch, CheckResult> judge
    ) =>
        new(
            new("list." + name, requirement, worth, Source),
            ["list.holds"],
            scene => scene.Exhibits.Listed is { } listed ? judge(scene, listed) : CheckResult.Skip("there is no list")
        );

    private static async Task<CheckResult> HoldsAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.FileId is not { } file)
        {
            return CheckResult.Skip("no file was taken");
        }

        var created = await scene.CreateAsync(scene.CreateBody(file, "listed"), cancellationToken);
        if (!created.IsSuccess || scene.BatchOf(created, out _) is not { } batch)
        {
            return CheckResult.NotSeen($"no batch was taken: {created.Words}", created);
        }

        // A list may be read where what was just written comes a little later.
        for (var isLast = false; ; isLast = true)
        {
            var answer = await scene.Client.SendAsync(
                HttpMethod.Get,
                scene.Paths.BatchPage(after: null),
                cancellationToken
            );
            var page = CheckScene.PageOf(answer);
            if (page?.Items.Any(item => item.Id == batch.Id) == true)
            {
                scene.Exhibits.Listed = new ListedBatch(batch.Id, answer, page);
                return CheckResult.Pass(
                    $"it is one of {page.Items.Count}{(isLast ? $", {Lag.TotalMilliseconds:0} ms later" : "")}"
                );
            }

            if (isLast || page is null)
            {
                return CheckResult.Fail(
                    page is not null ? $"it is not among {page.Items.Count}"
                        : answer.IsSuccess ? "it is no list"
                        : answer.Words,
                    "what a run leaves behind cannot be found",
                    answer
                );
            }

            await Task.Delay(Lag, scene.TimeProvider, cancellationToken);
        }
    }

    private static CheckResult Shape(CheckScene scene, ListedBatch listed)
    {
        var json = listed.Answer.Json();
        return Answered.Text(json, "object") != "list"
                ? Wrong($"object is {Answered.Show(Answered.Member(json, "object"))}")
            : Answered.Member(json, "has_more").ValueKind is not (JsonValueKind.True or JsonValueKind.False)
                ? Wrong($"has_more is {Answered.Show(Answered.Member(json, "has_more"))}")
            : CheckResult.Pass("it has");

        CheckResult Wrong(string seen) => CheckResult.Fail(scene.Redact(seen), "clients read it so", listed.Answer);
    }

    // Those of one second may come in any order: the first batch was made long before.
    private static CheckResult Newest(CheckScene scene, ListedBatch listed)
    {
        var ids = listed.Page.Items.Select(item => item.Id).ToList();
        var older = scene.Batch is { } batch ? ids.IndexOf(batch.Id) : -1;
        return older < 0 ? CheckResult.NotSeen("no older one is in it")
            : older > ids.IndexOf(listed.Id) ? CheckResult.Pass("it does")
            : CheckResult.Fail(
                "an older one comes before it",
                "who looks for the newest has to read all of it",
                listed.Answer
            );
    }

    private static CheckResult Ids(CheckScene scene, ListedBatch listed)
    {
        var json = listed.Answer.Json();
        var (first, last) = (Answered.Member(json, "first_id"), Answered.Member(json, "last_id"));
        return Is(first, listed.Page.Items[0].Id) && Is(last, listed.Page.Items[^1].Id)
            ? CheckResult.Pass("they are")
            : CheckResult.Fail(
                scene.Redact($"first_id is {Answered.Show(first)}, last_id {Answered.Show(last)}"),
                null,
                listed.Answer
            );

        static bool Is(JsonElement member, string id) =>
            member.ValueKind == JsonValueKind.String && member.GetString() == id;
    }

    private static async Task<CheckResult> SameAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Listed is not { } listed)
        {
            return CheckResult.Skip("there is no list");
        }

        var poll = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Batch(listed.Id), cancellationToken);
        if (!poll.IsSuccess)
        {
            return CheckResult.NotSeen($"the poll was answered {poll.Words}", poll);
        }

        var json = listed.Answer.Json();
        var data = json.ValueKind == JsonValueKind.Array ? json : Answered.Member(json, "data");
        var entry = data.EnumerateArray().First(item => Answered.Text(item, "id") == listed.Id);
        var batch = Answered.Object(poll);
        var other = Lasting.FirstOrDefault(name =>
            !Answered.AreSame(Answered.Member(entry, name), Answered.Member(batch, name))
        );
        return other is null
            ? CheckResult.Pass(string.Join(", ", Lasting))
            : CheckResult.Fail(
                scene.Redact(
                    $"{other} is {Answered.Show(Answered.Member(entry, other))} in the list, {Answered.Show(Answered.Member(batch, other))} in a poll"
                ),
                null,
                listed.Answer
            );
    }
}
