using System.Net.Http;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether the service answers HTTP at all, which version, and what its clock says. Without a key.</summary>
internal sealed class HttpCheck : ICheck
{
    private static readonly TimeSpan FarOff = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.http", "the API answers there, in HTTP", CheckWorth.Must, "RFC 9110");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.tls"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.BatchPage(after: null),
            cancellationToken,
            withKey: false
        );
        scene.FirstAnswer = answer;
        if (answer.Status is not { } status)
        {
            return CheckResult.Fail(
                answer.Words,
                scene.Options.Host.Scheme == Uri.UriSchemeHttps
                    ? "look at --host, --ca-cert and --proxy"
                    : "look whether the service is well, and whether --host is to begin with https://",
                answer
            );
        }

        if (answer.ContentHeaders?.ContentType?.MediaType == "text/html" || status is >= 300 and < 400)
        {
            return CheckResult.Fail(
                status is >= 300 and < 400
                    ? $"{status} to {scene.Redact(answer.Headers?.Location?.ToString() ?? "nowhere")}"
                    : $"{status} and a web page",
                "a login page or a proxy stands before the service: look at --host and --api-base",
                answer
            );
        }

        var seen = $"HTTP/{answer.Version}, {status} without a key after {answer.Took.TotalMilliseconds:0} ms";
        if (status == 404)
        {
            return CheckResult.Fail(
                $"{scene.Paths.Batches.AbsolutePath} is answered 404",
                "look at --api-base and --dialect",
                answer
            );
        }

        if (answer.Headers?.Date is { } date && (date - scene.TimeProvider.GetUtcNow()).Duration() > FarOff)
        {
            var ahead = (date - scene.TimeProvider.GetUtcNow()).TotalSeconds;
            return CheckResult.Note(
                $"{seen}; its clock is {Math.Abs(ahead):0} s {(ahead > 0 ? "ahead of" : "behind")} this machine's",
                "times by the service's stamps are not comparable with this machine's; set the clocks"
            );
        }

        return CheckResult.Pass(
            seen + (answer.Headers?.Date is null ? "; it says no Date" : "; its clock agrees within a few seconds")
        );
    }
}
