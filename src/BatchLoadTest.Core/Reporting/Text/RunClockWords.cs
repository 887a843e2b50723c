using System.Globalization;

namespace BatchLoadTest.Reporting.Text;

/// <summary>Moments of a run by the clock on the wall, as in the service's log.</summary>
public static class RunClockWords
{
    /// <summary>Such as <c>14:03:07</c>, in this machine's time zone.</summary>
    /// <param name="report">The run.</param>
    /// <param name="time">Time from its start.</param>
    public static string Of(RunReport report, TimeSpan time) => Of(report.StartedAt + time);

    /// <summary>The same of any moment.</summary>
    public static string Of(DateTimeOffset moment) =>
        moment.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
