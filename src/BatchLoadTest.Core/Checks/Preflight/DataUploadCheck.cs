using System.Net.Http;
using BatchLoadTest.Checks.Http;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether the given data file is taken as it is; no batch is made of it.</summary>
internal sealed class DataUploadCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.data_upload", "the data file is taken", CheckWorth.Must, "OpenAI: POST /files");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.admitted"];

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Data.File is not { } file)
        {
            return CheckResult.Skip(scene.Data.WhyNoFile);
        }

        var answer = await scene.Client.SendAsync(
            HttpMethod.Post,
            scene.Paths.Files,
            cancellationToken,
            CheckBody.Form(file, "data.jsonl", ("purpose", scene.Options.Dialect.Purpose))
        );
        scene.NoteFile(answer);
        return answer.IsSuccess && answer.Text("id") is null
                ? CheckResult.Fail("the answer names no id", "look at --dialect and --api-base", answer)
            : answer.IsSuccess
                ? CheckResult.Pass(
                    $"{Figures.Bytes(file.Length)} in {answer.Took.TotalMilliseconds:0} ms; it is deleted, and no batch is made of it"
                )
            : CheckResult.Fail(
                answer.Words,
                answer.Status switch
                {
                    429 => "the service limits uploads; try again later",
                    >= 500 or null => "look at the service's own log",
                    413 => "the file is too large for the service: split it",
                    _ => "mend what is named, in the data file",
                },
                answer with
                {
                    Curl = FileInCurl(answer.Curl, scene.Data.Description),
                }
            );
    }

    // A line of the shell has no room for a file.
    private static string FileInCurl(string curl, string path)
    {
        var at = curl.IndexOf(" -F 'file=@-", StringComparison.Ordinal);
        return at < 0 ? curl : $"{curl[..at]} -F {ShellWord.Of($"file=@{path}")}";
    }
}
