using System.Net.Http;

namespace BatchLoadTest.Checks.Keys;

/// <summary>The word before the key may be written in small letters.</summary>
internal sealed class SchemeCheck : ICheck
{
    private const string Scheme = "Bearer ";

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("keys.scheme", "bearer in small letters is taken", CheckWorth.Differs, "RFC 9110 11.1");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.admitted"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Client.Authorization is not { } key || !key.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return CheckResult.Skip("no key is sent with Bearer");
        }

        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.BatchPage(after: null),
            cancellationToken,
            authorization: Scheme.ToLowerInvariant() + key[Scheme.Length..]
        );
        return answer.IsSuccess
            ? CheckResult.Pass($"{answer.Status}")
            : CheckResult.Fail(answer.Words, "some clients write it so", answer);
    }
}
