using System.Net.Http;

namespace BatchLoadTest.Checks.Keys;

/// <summary>A refusal never repeats the key that was sent: answers stand in logs.</summary>
internal sealed class KeyEchoCheck : ICheck
{
    private const string Sent = "sk-batch-load-test-echo";

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("keys.echo", "a refusal does not repeat the key", CheckWorth.Should, "OWASP: secrets in logs");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.admitted"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.BatchPage(after: null),
            cancellationToken,
            authorization: scene.Options.Dialect.KeyPrefix + Sent
        );
        return answer.Status is not (>= 400 and < 500)
                ? CheckResult.NotSeen($"it is no refusal: {answer.Words}", answer)
            : answer.Body.Contains(Sent, StringComparison.Ordinal)
            || answer.Headers?.ToString().Contains(Sent, StringComparison.Ordinal) == true
                ? CheckResult.Fail(
                    $"{answer.Status} with the whole key",
                    "it gets into logs of whoever stands between",
                    answer
                )
            : CheckResult.Pass($"{answer.Status} without it");
    }
}
