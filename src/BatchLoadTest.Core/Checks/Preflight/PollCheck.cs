using System.Globalization;
using System.Net.Http;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether a poll of that batch is answered with it: without that nothing of batches can be looked at.</summary>
internal sealed class PollCheck : ICheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // A replica may lag behind the creation for a moment.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.poll", "a poll is answered with the batch", CheckWorth.Must, "OpenAI: GET /batches/{id}");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.create"];

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Batch is not { } batch)
        {
            return CheckResult.Skip("no batch was taken");
        }

        var begin = scene.TimeProvider.GetTimestamp();
        CheckAnswer answer;
        while (true)
        {
            answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Batch(batch.Id), cancellationToken);
            var took = scene.TimeProvider.GetElapsedTime(begin);
            if (answer.IsSuccess && scene.BatchOf(answer, out _) is not null)
            {
                return CheckResult.Pass(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{answer.Status} {took.TotalMilliseconds:0} ms after the creation"
                    )
                );
            }

            if (took + Pause > Patience)
            {
                break;
            }

            await Task.Delay(Pause, scene.TimeProvider, cancellationToken);
        }

        return CheckResult.Fail(
            $"no poll was answered with the batch: {answer.Words}",
            "a run would wait for every batch till its time is over",
            answer
        );
    }
}
