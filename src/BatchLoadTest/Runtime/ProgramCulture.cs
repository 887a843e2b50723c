using System.Globalization;

namespace BatchLoadTest.Runtime;

/// <summary>
/// The program knows one culture: ids, numbers and files are for other programs and for comparing. The switch of the
/// build that says so can be overridden by a variable of the runtime.
/// </summary>
public static class ProgramCulture
{
    /// <summary>Makes every thread of this process write numbers and times in the same way.</summary>
    public static void Fix()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
    }
}
