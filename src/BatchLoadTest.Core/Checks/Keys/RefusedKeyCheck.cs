using System.Net.Http;

namespace BatchLoadTest.Checks.Keys;

/// <summary>A request whose key is not right is refused as such, and with nothing else.</summary>
/// <param name="name">The check's.</param>
/// <param name="requirement">What is required.</param>
/// <param name="worth">What it is worth.</param>
/// <param name="key">The key in the way its header wants it, of the header's prefix; null sends none.</param>
internal sealed class RefusedKeyCheck(string name, string requirement, CheckWorth worth, Func<string, string?> key)
    : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("keys." + name, requirement, worth, "RFC 9110 15.5.2");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.admitted"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Client.Authorization is null)
        {
            return CheckResult.Skip("no key is sent (--auth none)");
        }

        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.BatchPage(after: null),
            cancellationToken,
            authorization: key(scene.Options.Dialect.KeyPrefix),
            withKey: false
        );
        return Refusal.Judge(answer, 401);
    }
}
