using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>The service, and not the load, set the pace.</summary>
internal static class ServiceSetsThePace
{
    public static string? Of(RunReport report) => PaceSentences.Limit(report.Run.Plan.Profile, report.Final.Pace);
}
