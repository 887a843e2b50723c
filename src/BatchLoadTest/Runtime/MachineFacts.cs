using System.Globalization;
using System.Runtime.InteropServices;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Runtime;

/// <summary>The machine that the load comes from, as reports name it.</summary>
internal static class MachineFacts
{
    /// <summary>Name, system, processors and memory that this process may use, runtime.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> OfThisMachine() =>
        [
            new("machine", Environment.MachineName),
            new("system", RuntimeInformation.OSDescription),
            new("architecture", $"{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant()),
            new("processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
            new("memory", Figures.Bytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)),
            new("runtime", RuntimeInformation.FrameworkDescription),
        ];
}
