using System.Text;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>All figures of a run as one text, to compare them in full.</summary>
internal static class AllFigures
{
    public static async Task<string> OfAsync(RunSnapshot final)
    {
        using var stream = new MemoryStream();
        await new MetricsJsonWriter().WriteAsync(
            SampleRun.Report with
            {
                Final = final,
            },
            stream,
            CancellationToken.None
        );
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
