using System.Runtime.InteropServices;

namespace BatchLoadTest.Bench;

/// <summary>What the system charged to the children of this process that have ended: <c>getrusage(2)</c>.</summary>
internal static partial class ResourceUsage
{
    private const int Children = -1;

    // struct rusage on 64-bit Linux: user time (s, µs), system time (s, µs), ru_maxrss in KB, then 13 more longs.
    private const int Longs = 18;
    private const int MaxRss = 4;

    /// <summary>CPU time of all ended children, and the largest resident set of any.</summary>
    public static (TimeSpan User, TimeSpan System, long PeakKilobytes) OfChildren()
    {
        var usage = new long[Longs];
        if (GetResourceUsage(Children, ref usage[0]) != 0)
        {
            throw new InvalidOperationException($"getrusage failed with errno {Marshal.GetLastPInvokeError()}");
        }

        return (Time(usage[0], usage[1]), Time(usage[2], usage[3]), usage[MaxRss]);
    }

    private static TimeSpan Time(long seconds, long microseconds) =>
        TimeSpan.FromSeconds(seconds) + TimeSpan.FromMicroseconds(microseconds);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetResourceUsage(int who, ref long usage);
}
