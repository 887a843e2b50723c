using System.Net.Http;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Upload;

/// <summary>
/// What becomes of a file that is wrong. One service refuses its upload, another takes it and has the batch of it fail: both say what
/// is wrong. Only one that works on it does not.
/// </summary>
internal static class MalformedFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    /// <summary>Uploads it, and makes a batch of it where it is taken.</summary>
    /// <param name="scene">Where.</param>
    /// <param name="name">The check's.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">There is no more time.</param>
    public static async Task<CheckResult> LookAsync(
        CheckScene scene,
        string name,
        byte[] content,
        CancellationToken cancellationToken
    )
    {
        var answer = await scene.UploadAsync(
            new UploadForm().Field("purpose", scene.Options.Dialect.Purpose).File($"check-{name}.jsonl", content).End(),
            cancellationToken
        );
        if (!answer.IsSuccess || answer.Text("id") is not { } file)
        {
            return Refusal.Judge(answer);
        }

        var created = await scene.CreateAsync(scene.CreateBody(file), cancellationToken);
        return created.Status switch
        {
            402 or 429 => CheckResult.NotSeen($"taken; what a batch of it is answered: {created.Words}", created),
            >= 400 and < 500 => CheckResult.Pass($"taken; a batch of it is refused: {created.Words}"),
            >= 200 and < 300 => await FollowAsync(scene, answer, created, cancellationToken),
            _ => CheckResult.Fail(
                $"taken; a batch of it: {created.Words}",
                "clients take a 5xx for the service's fault and send again",
                created
            ),
        };
    }

    private static async Task<CheckResult> FollowAsync(
        CheckScene scene,
        CheckAnswer upload,
        CheckAnswer created,
        CancellationToken cancellationToken
    )
    {
        var (answer, batch) = (created, scene.BatchOf(created, out _));
        var begin = scene.TimeProvider.GetTimestamp();
        var patience = scene.Exhibits.PatienceLeft < Patience ? scene.Exhibits.PatienceLeft : Patience;
        while (
            batch is { Status.State: BatchState.Validating or BatchState.Unknown }
            && scene.TimeProvider.GetElapsedTime(begin) < patience
        )
        {
            await Task.Delay(Pause, scene.TimeProvider, cancellationToken);
            answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Batch(batch.Id), cancellationToken);
            batch = (answer.IsSuccess ? scene.BatchOf(answer, out _) : null) ?? batch;
        }

        scene.Exhibits.PatienceLeft -= scene.TimeProvider.GetElapsedTime(begin);
        return Judge(scene, batch, answer, upload);
    }

    private static CheckResult Judge(CheckScene scene, Batch? batch, CheckAnswer answer, CheckAnswer upload) =>
        batch?.Status.State switch
        {
            null => CheckResult.NotSeen("taken; the answer to its batch is none that can be read", answer),
            BatchState.Failed => CheckResult.Pass(
                $"taken; the batch of it fails: {scene.Redact(batch.Error ?? "it does not say why")}"
            ),
            BatchState.InProgress or BatchState.Finalizing or BatchState.Completed => CheckResult.Fail(
                $"taken, and worked on: {scene.Redact(batch.Status.Text)}",
                null,
                upload
            ),
            _ => CheckResult.NotSeen($"taken; the batch of it is still {scene.Redact(batch.Status.Text)}", answer),
        };
}
