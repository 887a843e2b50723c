using System.Globalization;

namespace BatchLoadTest.Bench;

/// <summary>A process at one moment, from <c>/proc/PID</c>: resident memory in KB, and open files.</summary>
/// <param name="Resident">All of it: VmRSS.</param>
/// <param name="Anonymous">Without files that are mapped, such as assemblies: RssAnon.</param>
/// <param name="Files">Open files, nearly all of them connections.</param>
internal readonly record struct MemorySample(long Resident, long Anonymous, int Files)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Null where the process is no more.</summary>
    public static MemorySample? Take(int process)
    {
        long resident = 0,
            anonymous = 0;
        int files;
        try
        {
            foreach (var line in File.ReadLines($"/proc/{process}/status"))
            {
                resident = line.StartsWith("VmRSS:", StringComparison.Ordinal) ? Kilobytes(line) : resident;
                anonymous = line.StartsWith("RssAnon:", StringComparison.Ordinal) ? Kilobytes(line) : anonymous;
            }

            files = Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Count();
        }
        catch (IOException)
        {
            return null;
        }

        return resident == 0 ? null : new MemorySample(resident, anonymous, files);
    }

    // "VmRSS:     45056 kB"
    private static long Kilobytes(string line) =>
        long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
}
