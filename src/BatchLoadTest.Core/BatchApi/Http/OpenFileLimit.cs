using System.Globalization;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>The system's limit on what this process may have open: files and connections.</summary>
public static class OpenFileLimit
{
    /// <summary>The limit now; null where the system states none.</summary>
    public static int? Current()
    {
        const string Limits = "/proc/self/limits";
        const string Name = "Max open files";
        if (!File.Exists(Limits))
        {
            return null;
        }

        foreach (var line in File.ReadLines(Limits))
        {
            if (line.StartsWith(Name, StringComparison.Ordinal))
            {
                var soft = line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
                return int.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? limit : null;
            }
        }

        return null;
    }
}
