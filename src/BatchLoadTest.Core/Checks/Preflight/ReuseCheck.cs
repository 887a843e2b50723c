using System.Globalization;
using System.Net.Http;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>
/// Whether a download on a connection that was used before takes longer than on a new one: 40 ms longer it takes where a service
/// sends head and body apart, and Nagle's algorithm waits for the acknowledgement that the client delays.
/// </summary>
internal sealed class ReuseCheck : ICheck
{
    private const int Tries = 4;
    private static readonly TimeSpan Longer = TimeSpan.FromMilliseconds(25);

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.reuse", "a used connection is no slower", CheckWorth.Differs, "RFC 896, RFC 1122 4.2.3.2");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.upload"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.FileId is not { } file)
        {
            return CheckResult.NotSeen("no file was taken");
        }

        var address = scene.Paths.Content(file);
        List<TimeSpan> used = [];
        List<TimeSpan> opened = [];
        for (var number = 0; number < Tries; number++)
        {
            var onUsed = await scene.Client.SendAsync(HttpMethod.Get, address, cancellationToken);
            var onNew = await scene.Client.SendOnNewAsync(HttpMethod.Get, address, cancellationToken);
            if (!onUsed.IsSuccess || !onNew.IsSuccess)
            {
                return CheckResult.NotSeen(
                    $"the content of a file: {(onUsed.IsSuccess ? onNew : onUsed).Words}",
                    onUsed
                );
            }

            used.Add(onUsed.Took);
            opened.Add(onNew.Took);
        }

        var (before, fresh) = (Middle(used), Middle(opened));
        var seen = string.Create(
            CultureInfo.InvariantCulture,
            $"a download takes {before.TotalMilliseconds:0.#} ms on a used connection, {fresh.TotalMilliseconds:0.#} ms with a new one"
        );
        return before - fresh > Longer
            ? CheckResult.Note(
                seen,
                "the service sends head and body apart without TCP_NODELAY; clients with pooled connections wait 40 ms for each download"
            )
            : CheckResult.Pass(seen);
    }

    private static TimeSpan Middle(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
