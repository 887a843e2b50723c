using System.Net.Http;

namespace BatchLoadTest.Checks.Keys;

/// <summary>Whether a 401 says how to log in.</summary>
internal sealed class ChallengeCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("keys.challenge", "a 401 has WWW-Authenticate", CheckWorth.Differs, "RFC 9110 11.6.1");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.admitted"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.BatchPage(after: null),
            cancellationToken,
            withKey: false
        );
        return answer.Status != 401 ? CheckResult.NotSeen($"without a key the answer is {answer.Words}")
            : answer.Headers!.WwwAuthenticate.Count > 0
                ? CheckResult.Pass(scene.Redact(answer.Headers.WwwAuthenticate.ToString()))
            : CheckResult.Fail("there is none", null, answer);
    }
}
