using System.Globalization;

namespace BatchLoadTest.Runtime;

/// <summary>SIGHUP: the terminal was closed, or the connection to it lost.</summary>
public static class HangUp
{
    private const int Number = 1;
    private const string IgnoredSignals = "SigIgn:";

    /// <summary>
    /// Whether this process was started so that it goes on (<c>nohup</c>). Where the system does not tell, it was not.
    /// </summary>
    public static bool IsIgnored()
    {
        try
        {
            // Linux, proc(5).
            return OperatingSystem.IsLinux() && IsIgnoredIn(File.ReadLines("/proc/self/status"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The same from the lines of a process's status: a mask in which the lowest bit is signal 1.</summary>
    public static bool IsIgnoredIn(IEnumerable<string> status) =>
        status.FirstOrDefault(line => line.StartsWith(IgnoredSignals, StringComparison.Ordinal)) is { } line
        && ulong.TryParse(
            line.AsSpan(IgnoredSignals.Length).Trim(),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture,
            out var mask
        )
        && (mask & (1UL << (Number - 1))) != 0;
}
