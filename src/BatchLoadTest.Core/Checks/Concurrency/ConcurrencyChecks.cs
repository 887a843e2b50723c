using System.Net.Http;
using System.Text;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Concurrency;

/// <summary>What becomes of requests that are sent at once.</summary>
public static class ConcurrencyChecks
{
    /// <summary>Batches that are created at once, and polls of one that are sent at once.</summary>
    public const int Many = 20;

    /// <summary>What the metadata of those batches says that they are for.</summary>
    public const string Mark = "many";

    private const int Uploads = 8;

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            new SimpleCheck(
                new(
                    "concurrency.creates",
                    "20 batches of one file, created at once, are taken",
                    CheckWorth.Should,
                    "OpenAI: POST /batches"
                ),
                ["preflight.create"],
                CreatesAsync
            )
            {
                Rows = Many,
            },
            new SimpleCheck(
                new("concurrency.ids", "each of them has an id of its own", CheckWorth.Must, "OpenAI: batch object"),
                ["concurrency.creates"],
                Ids
            ),
            new SimpleCheck(
                new(
                    "concurrency.polls",
                    "20 polls of a batch at once agree",
                    CheckWorth.Must,
                    "OpenAI: GET /batches/{id}"
                ),
                ["preflight.create"],
                PollsAsync
            ),
            new SimpleCheck(
                new(
                    "concurrency.uploads",
                    "8 uploads at once are each their own file",
                    CheckWorth.Must,
                    "OpenAI: POST /files"
                ),
                ["preflight.upload"],
                UploadsAsync
            ),
        ];

    private static async Task<CheckResult> CreatesAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.FileId is not { } file)
        {
            return CheckResult.Skip("no file was taken");
        }

        var body = scene.CreateBody(file, Mark);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, Many).Select(_ => scene.CreateAsync(body, cancellationToken))
        );
        scene.Exhibits.Many = [.. answers.Where(answer => answer.IsSuccess)];
        var slowest = answers.Max(answer => answer.Took.TotalMilliseconds);
        return Judge(answers, $"the slowest took {slowest:0} ms");
    }

    private static CheckResult Ids(CheckScene scene)
    {
        var ids = scene.Exhibits.Many.Select(answer => scene.BatchOf(answer, out _)?.Id).OfType<string>().ToList();
        var twice = ids.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return ids.Count < 2 ? CheckResult.NotSeen("they were not taken")
            : twice is null ? CheckResult.Pass($"{ids.Count} ids")
            : CheckResult.Fail(
                $"{ids.Count} answers, {ids.Distinct(StringComparer.Ordinal).Count()} ids",
                "batches of a run get mixed up",
                scene.Exhibits.Many.First(answer => scene.BatchOf(answer, out _)?.Id == twice.Key)
            );
    }

    private static async Task<CheckResult> PollsAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Batch is not { } batch)
        {
            return CheckResult.Skip("no batch was taken");
        }

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Many)
                .Select(_ => scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Batch(batch.Id), cancellationToken))
        );
        var other = answers.FirstOrDefault(answer => answer.IsSuccess && scene.BatchOf(answer, out _)?.Id != batch.Id);
        return other is null
            ? Judge(answers, $"all of {scene.Redact(batch.Id)}")
            : CheckResult.Fail("one tells of another batch", "answers get mixed up", other);
    }

    private static async Task<CheckResult> UploadsAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var row = await CheckData.RowAsync(scene.Model, scene.Data.Endpoint, cancellationToken);
        // Each of another length.
        var sent = Enumerable
            .Range(1, Uploads)
            .Select(number =>
                (
                    Name: $"at-once-{number}.jsonl",
                    Lines: string.Concat(Enumerable.Range(1, number).Select(line => Line(row, line)))
                )
            )
            .ToList();
        var answers = await Task.WhenAll(
            sent.Select(file => scene.UploadAsync(file.Lines, cancellationToken, file.Name))
        );
        var judged = Judge(answers, "each has its own name and bytes");
        if (judged.Verdict != CheckVerdict.Passed)
        {
            return judged;
        }

        if (
            answers
                .Select(answer => Answered.Text(Answered.Object(answer), "id"))
                .Distinct(StringComparer.Ordinal)
                .Count() < Uploads
        )
        {
            return CheckResult.Fail("some have the same id", "uploads of a run get mixed up", answers[0]);
        }

        for (var place = 0; place < Uploads; place++)
        {
            var file = Answered.Object(answers[place]);
            var (name, bytes) = (Answered.Text(file, "filename"), Answered.Member(file, "bytes"));
            if (name is not null && name != sent[place].Name)
            {
                return CheckResult.Fail(
                    scene.Redact($"{sent[place].Name} is answered as {name}"),
                    "uploads of a run get mixed up",
                    answers[place]
                );
            }

            if (
                bytes.ValueKind == JsonValueKind.Number
                && bytes.GetDouble() != Encoding.UTF8.GetByteCount(sent[place].Lines)
            )
            {
                return CheckResult.Fail(
                    $"{Encoding.UTF8.GetByteCount(sent[place].Lines)} bytes are answered as {bytes.GetRawText()}",
                    "uploads of a run get mixed up",
                    answers[place]
                );
            }
        }

        return judged;
    }

    private static string Line(string row, int number) =>
        row.Replace(CheckData.RowId, $"at-once-{number}", StringComparison.Ordinal) + "\n";

    // A service may limit how many it takes at once, if it says so.
    private static CheckResult Judge(CheckAnswer[] answers, string seen)
    {
        var failed = answers.Where(answer => !answer.IsSuccess).ToList();
        return failed.Count == 0 ? CheckResult.Pass(seen)
            : failed.Find(answer => answer.Status != 429) is { } other
                ? CheckResult.Fail(
                    $"{failed.Count} of {answers.Length} failed: {other.Words}",
                    "each was taken by itself: look at the service's own log",
                    other
                )
            : CheckResult.NotSeen($"{failed.Count} of {answers.Length} were put off: {failed[0].Words}", failed[0]);
    }
}
