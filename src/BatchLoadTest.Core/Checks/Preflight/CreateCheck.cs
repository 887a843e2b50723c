using System.Globalization;
using System.Net.Http;
using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether a batch of that row is taken, with the window and endpoint of the run.</summary>
internal sealed class CreateCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.create", "a batch of it is taken", CheckWorth.Must, "OpenAI: POST /batches");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.upload"];

    /// <inheritdoc/>
    public int Rows => 1;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.FileId is not { } file)
        {
            return CheckResult.Skip("no file was taken");
        }

        var answer = await scene.CreateAsync(scene.CreateBody(file), cancellationToken);
        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(answer.Words, FixOf(answer.Status, answer.Words, scene.Data.Window), answer);
        }

        scene.Batch = scene.BatchOf(answer, out var problem);
        if (scene.Batch is null)
        {
            return CheckResult.Fail($"the answer is no batch: {problem}", "look at --dialect", answer);
        }

        return CheckResult.Pass(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Status} {scene.Batch.Status.Text} after {answer.Took.TotalMilliseconds:0} ms, window {scene.Data.Window}"
            )
        );
    }

    private static string FixOf(int? status, string words, string window) =>
        status switch
        {
            402 => "the account has no credit: add some, or use another account",
            429 when words.Contains("capacity", StringComparison.OrdinalIgnoreCase) =>
                "there is no room for this window: try later, or set --completion-window to a longer one",
            429 => "the service limits requests; try again later",
            403 when words.Contains("model", StringComparison.OrdinalIgnoreCase) => ModelFix.Words,
            403 => "the account lacks a role; ask the service's people for one that may use batches",
            400 or 422 or 500 =>
                $"look whether the service has the window {window} (--completion-window) and the --endpoint",
            _ => "look at the service's own log",
        };
}
