using System.Buffers;
using System.Text.Json;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Html;

namespace BatchLoadTest.Page.Session;

/// <summary>
/// The figures as open pages are sent them. Made once for all pages that have the same points already: each second that
/// is all of them.
/// </summary>
internal sealed class LiveData
{
    // A distribution of the whole run changes slowly, and takes most of the time that a message takes.
    private const int SecondsBetweenDistributions = 5;

    private readonly Lock gate = new();
    private (LiveSnapshot? Figures, EndedRun? Ended, string State, int From, long Width) madeFor;
    private LiveMessage made = LiveMessage.None;

    /// <summary>The object's bytes for a page that was sent so many points of such a width; null where there is no run.</summary>
    public LiveMessage? Of(PageSession session, LiveFigures live, EndedRun? ended, int points, long secondsPerPoint)
    {
        lock (gate)
        {
            var figures = live.Latest;
            var state = session.State;
            return live.WithHistory(
                ofWholeRun: ended is not null,
                history =>
                {
                    // The point that was sent last may have grown; all before it are as they were, unless some were joined.
                    var from =
                        history.SecondsPerPoint == secondsPerPoint ? Math.Clamp(points - 1, 0, history.Points) : 0;
                    var wanted = (figures, ended, state, from, history.SecondsPerPoint);
                    if (wanted == madeFor)
                    {
                        return made;
                    }

                    if (Report(session, figures, ended, state) is not var (report, verdict))
                    {
                        return null;
                    }

                    madeFor = wanted;
                    made = new LiveMessage(
                        Bytes(report, verdict, history, from, IsTimeForDistributions(figures, ended, from)),
                        history.Points,
                        history.SecondsPerPoint
                    );
                    return made;
                }
            );
        }
    }

    private static bool IsTimeForDistributions(LiveSnapshot figures, EndedRun? ended, int from) =>
        from == 0 || ended is not null || figures.At.ToUnixTimeSeconds() % SecondsBetweenDistributions == 0;

    private static byte[] Bytes(
        RunReport report,
        RunVerdict verdict,
        PageHistory history,
        int from,
        bool withDistributions
    )
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        PageJson.Write(json, report, verdict, history, from, withDistributions);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static (RunReport Report, RunVerdict Verdict)? Report(
        PageSession session,
        LiveSnapshot figures,
        EndedRun? ended,
        string state
    )
    {
        if (ended is not null)
        {
            return (ended.Report, RunVerdict.Of(ended.Report));
        }

        if (session.Current is not { } run)
        {
            return null;
        }

        var report = run.ReportSoFar(figures.Figures, figures.At);
        return (report, LiveVerdict.Of(report, state));
    }
}
