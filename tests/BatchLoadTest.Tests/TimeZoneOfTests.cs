using System.Runtime.CompilerServices;

namespace BatchLoadTest.Tests;

/// <summary>Expected output has the clock on the wall in it: the same on every machine.</summary>
internal static class TimeZoneOfTests
{
    [ModuleInitializer]
    internal static void Set()
    {
        Environment.SetEnvironmentVariable("TZ", "UTC");
        TimeZoneInfo.ClearCachedData();
    }
}
