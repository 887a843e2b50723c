using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Create;

/// <summary>What the answer to a create request says of what was sent.</summary>
internal static class EchoChecks
{
    private const string Source = "OpenAI: batch object";

    // What never changes of a batch.
    private static readonly string[] Lasting =
    [
        "id",
        "object",
        "endpoint",
        "input_file_id",
        "completion_window",
        "created_at",
    ];

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> All =>
        [
            Of(
                "object",
                "object is batch",
                CheckWorth.Should,
                (scene, watch) => Judge(scene, watch, "object", "batch")
            ),
            Of(
                "file_echo",
                "input_file_id is what was sent",
                CheckWorth.Should,
                (scene, watch) => Judge(scene, watch, "input_file_id", scene.Exhibits.Rows!.Id)
            ),
            Of(
                "endpoint_echo",
                "endpoint is what was sent",
                CheckWorth.Should,
                (scene, watch) => Judge(scene, watch, "endpoint", scene.Data.Endpoint)
            ),
            Of(
                "window_echo",
                "completion_window is what was sent",
                CheckWorth.Differs,
                (scene, watch) => Judge(scene, watch, "completion_window", scene.Data.Window)
            ),
            Of("metadata_echo", "metadata is what was sent", CheckWorth.Should, Metadata),
            Of("status", "a new batch has a known status", CheckWorth.Should, Status),
            new SimpleCheck(
                new("create.poll_echo", "polls say what the create request's answer said", CheckWorth.Should, Source),
                ["create.followed"],
                PollAsync
            ),
        ];

    private static SimpleCheck Of(
        string name,
        string requirement,
        CheckWorth worth,
        Func<CheckScene, BatchWatch, CheckResult> judge
    ) => SimpleCheck.OfFollowed(new("create." + name, requirement, worth, Source), judge);

    private static CheckResult Judge(CheckScene scene, BatchWatch watch, string name, string expected)
    {
        var member = Answered.Member(Answered.Object(watch.Created), name);
        return member.ValueKind == JsonValueKind.String && member.GetString() == expected
            ? CheckResult.Pass(expected)
            : CheckResult.Fail(
                scene.Redact($"{name} is {Answered.Show(member)}, not \"{expected}\""),
                null,
                watch.Created
            );
    }

    // Services may add pairs of their own.
    private static CheckResult Metadata(CheckScene scene, BatchWatch watch)
    {
        var metadata = Answered.Member(Answered.Object(watch.Created), "metadata");
        (string Key, string Value)[] sent = [("test_run", "check"), ("user", "check"), ("check", FollowedCheck.Mark)];
        return sent.All(pair => Answered.Text(metadata, pair.Key) == pair.Value)
            ? CheckResult.Pass($"all {sent.Length} pairs")
            : CheckResult.Fail(scene.Redact($"metadata is {Answered.Show(metadata)}"), null, watch.Created);
    }

    private static CheckResult Status(CheckScene scene, BatchWatch watch)
    {
        var status = watch.First.Status;
        return status.State == BatchState.Unknown
            ? CheckResult.Fail($"{scene.Redact(status.Text)} is none", null, watch.Created)
            : CheckResult.Pass(status.Text);
    }

    private static async Task<CheckResult> PollAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Followed is not { } watch)
        {
            return CheckResult.Skip("no batch was taken");
        }

        var answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Batch(watch.First.Id), cancellationToken);
        if (!answer.IsSuccess)
        {
            return CheckResult.NotSeen($"the poll was answered {answer.Words}", answer);
        }

        var (first, now) = (Answered.Object(watch.Created), Answered.Object(answer));
        var others = Lasting
            .Append("metadata")
            .Where(name => !Answered.AreSame(Answered.Member(first, name), Answered.Member(now, name)))
            .ToList();
        return others.Count == 0
            ? CheckResult.Pass($"{string.Join(", ", Lasting)} and metadata are the same")
            : CheckResult.Fail(
                scene.Redact(
                    $"{others[0]} was {Answered.Show(Answered.Member(first, others[0]))} and is {Answered.Show(Answered.Member(now, others[0]))}"
                ),
                null,
                answer
            );
    }
}
