using System.Net.Http;

namespace BatchLoadTest.Checks.Metadata;

/// <summary>What is said of one file.</summary>
public static class MetadataChecks
{
    // Of which nothing in an answer may change.
    private static readonly string[] Members = ["id", "object", "bytes", "created_at", "filename", "purpose"];

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            Of("same", "it is what the upload was answered", CheckWorth.Must, "OpenAI: GET /files/{id}", SameAsync),
            Of("unknown", "an unknown id is 404", CheckWorth.Should, "RFC 9110 15.5.5", UnknownAsync),
            Of("odd_id", "an id that is none is 4xx", CheckWorth.Should, "RFC 9110 15.5", OddAsync),
        ];

    private static SimpleCheck Of(
        string name,
        string requirement,
        CheckWorth worth,
        string source,
        Func<CheckScene, CancellationToken, Task<CheckResult>> look
    ) => new(new CheckInfo("metadata." + name, requirement, worth, source), ["preflight.upload"], look);

    private static async Task<CheckResult> SameAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.File(scene.FileId!), cancellationToken);
        scene.Exhibits.KnownFile = answer;
        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(
                answer.Words,
                "the file was taken: reads may go to a replica that has it later",
                answer
            );
        }

        var uploaded = scene.Exhibits.Uploaded!;
        var other = Members
            .Where(name => uploaded.Member(name).ToString() != answer.Member(name).ToString())
            .Select(name => $"{name} was {uploaded.Member(name)} and is {answer.Member(name)}")
            .ToList();
        return other.Count == 0
            ? CheckResult.Pass(string.Join(", ", Members))
            : CheckResult.Fail(scene.Redact(string.Join("; ", other)), null, answer);
    }

    private static async Task<CheckResult> UnknownAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.File(StrangeId.Of(scene.FileId!)),
            cancellationToken
        );
        scene.Exhibits.UnknownFile = answer;
        return Refusal.Judge(answer, 404);
    }

    private static async Task<CheckResult> OddAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.File("odd/%" + new string('x', 300)),
            cancellationToken
        );
        // Its words would be the id, mostly.
        return Refusal.Judge(answer) is { Verdict: CheckVerdict.Failed } failed
            ? failed
            : CheckResult.Pass($"{answer.Status}");
    }
}
