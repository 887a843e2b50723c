using System.Globalization;

namespace BatchLoadTest.BatchApi;

/// <summary>How many connections this process may have open, by the system's limit on open files.</summary>
public static class OpenFileLimit
{
    // Assemblies, the journal, the page, the resolver: more than any of them was seen to need.
    private const int Reserved = 256;

    /// <summary>Connections that fit; <see cref="int.MaxValue"/> where the system states no limit.</summary>
    public static int MaxConnections()
    {
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits))
        {
            return int.MaxValue;
        }

        foreach (var line in File.ReadLines(Limits))
        {
            if (line.StartsWith("Max open files", StringComparison.Ordinal))
            {
                var soft = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
                return int.TryParse(soft, CultureInfo.InvariantCulture, out var limit)
                    ? Math.Max(limit / 2, limit - Reserved)
                    : int.MaxValue;
            }
        }

        return int.MaxValue;
    }
}
