using System.Net.Http;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Results;

/// <summary>Whether result files can be downloaded; once for all who look at them.</summary>
internal sealed class DownloadCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new(
            "results.download",
            "the files of an ended batch can be downloaded",
            CheckWorth.Must,
            "OpenAI: GET /files/{id}/content"
        );

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["create.followed"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Followed is not { HasEnded: true } watch)
        {
            return CheckResult.NotSeen("it has not ended");
        }

        var output = await ContentAsync(watch.Last.OutputFileId);
        var errors = await ContentAsync(watch.Last.ErrorFileId);
        if (new[] { output, errors }.FirstOrDefault(answer => answer is { IsSuccess: false }) is { } failed)
        {
            return CheckResult.Fail(failed.Words, "look at what stands before the service", failed);
        }

        if (output is null && errors is null)
        {
            return CheckResult.Fail(
                "the batch names neither an output nor an error file",
                "look at --dialect",
                watch.LastAnswer
            );
        }

        var files = new ResultFiles(output, errors);
        scene.Exhibits.Results = files;
        return CheckResult.Pass(
            $"{files.OutputRows.Count} lines in the output file, {(errors is null ? "no error file" : $"{files.ErrorRows.Count} in the error file")}"
        );

        async Task<CheckAnswer?> ContentAsync(string? file) =>
            file is null
                ? null
                : await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Content(file), cancellationToken);
    }
}
