using System.Text;
using BatchLoadTest.Reporting;

namespace BatchLoadTest.Terminal;

/// <summary>
/// Why a run ended, in a line: where Kubernetes shows it (<c>kubectl describe</c>), and as the last line of the log.
/// https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
/// </summary>
/// <param name="path">The file.</param>
/// <param name="terminal">Where it is printed.</param>
internal sealed class TerminationLog(string path, TerminalOutput terminal)
{
    private const string OfAPod = "/dev/termination-log";

    // Of all containers of a pod Kubernetes keeps 12,288 bytes.
    private const int MostBytes = 2048;

    /// <summary>That of the settings, or of the pod that this process runs in; null for none.</summary>
    /// <param name="given">The settings' file.</param>
    /// <param name="terminal">Where the line is printed.</param>
    public static TerminationLog? Find(string? given, TerminalOutput terminal) =>
        given is not null ? new(given, terminal)
        : Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 } && File.Exists(OfAPod)
            ? new(OfAPod, terminal)
        : null;

    /// <summary>Writes why a process ends where no run is there that says it; nothing outside a pod without the setting.</summary>
    /// <param name="given">The settings' file.</param>
    /// <param name="terminal">Where it is said that it cannot be written.</param>
    /// <param name="line">It.</param>
    public static Task WriteWhyAsync(string? given, TerminalOutput terminal, string line) =>
        Find(given, terminal)?.WriteAsync(line) ?? Task.CompletedTask;

    /// <summary>The line of a run: verdict, and of each threshold that was missed what was measured.</summary>
    /// <param name="report">The run.</param>
    /// <param name="exitCode">What the process returns.</param>
    public static string LineOf(RunReport report, int exitCode)
    {
        var verdict = RunVerdict.Of(report);
        var missed = string.Concat(
            report
                .Thresholds.Where(threshold => threshold.IsMissed)
                .Select((threshold, index) => $"{(index == 0 ? ":" : ",")} {threshold.Text} is {threshold.ActualText}")
        );
        return $"{verdict.Word} {verdict.Reason}{missed} (exit code {exitCode})";
    }

    /// <summary>Writes the line and prints it.</summary>
    /// <param name="line">It.</param>
    public async Task SayAsync(string line)
    {
        await WriteAsync(line);
        await terminal.Out.WriteLineAsync(line);
        await terminal.Out.FlushAsync();
    }

    /// <summary>Writes the line. A file that cannot be written changes no verdict.</summary>
    /// <param name="line">It.</param>
    public async Task WriteAsync(string line)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            // Not made anew: the file of a pod is mounted.
            await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(0);
            await file.WriteAsync(bytes.AsMemory(0, Math.Min(bytes.Length, MostBytes)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"warning: --termination-log: {exception.Message}");
        }
    }
}
