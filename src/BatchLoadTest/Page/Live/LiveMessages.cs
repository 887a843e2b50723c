using System.Buffers;
using System.Text.Json;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Html;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Runs;

namespace BatchLoadTest.Page.Live;

/// <summary>
/// The figures as open pages are sent them. Made once for all pages that have the same points already: each second that
/// is all of them.
/// </summary>
internal sealed class LiveMessages
{
    // A distribution of the whole run changes slowly, and takes most of the time that a message takes.
    private const int SecondsBetweenDistributions = 5;

    private readonly Lock gate = new();
    private (LiveRun? Run, int From, long Width) madeFor;
    private LiveMessage made = LiveMessage.None;

    /// <summary>The object's bytes for a page that was sent so many points of such a width; null where there is no run.</summary>
    public LiveMessage? Of(LiveRun run, int points, long secondsPerPoint)
    {
        lock (gate)
        {
            return run.Figures.WithHistory(
                ofWholeRun: run.Ended is not null,
                history =>
                {
                    // The point that was sent last may have grown; all before it are as they were, unless some were joined.
                    var from =
                        history.SecondsPerPoint == secondsPerPoint ? Math.Clamp(points - 1, 0, history.Points) : 0;
                    var wanted = (run, from, history.SecondsPerPoint);
                    if (wanted == madeFor)
                    {
                        return made;
                    }

                    if (Report(run) is not var (report, verdict))
                    {
                        return null;
                    }

                    madeFor = wanted;
                    made = new LiveMessage(
                        Bytes(report, verdict, history, from, IsTimeForDistributions(run, from), run.Moment),
                        history.Points,
                        history.SecondsPerPoint
                    );
                    return made;
                }
            );
        }
    }

    private static bool IsTimeForDistributions(LiveRun run, int from) =>
        from == 0 || run.Ended is not null || run.Shown.At.ToUnixTimeSeconds() % SecondsBetweenDistributions == 0;

    private static byte[] Bytes(
        RunReport report,
        RunVerdict verdict,
        PageHistory history,
        int from,
        bool withDistributions,
        RunMoment? moment
    )
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        PageJson.Write(json, report, verdict, history, from, withDistributions);
        if (moment is not null && moment.Wanted != report.Run.Plan.Profile && report.Ending.Capacity is null)
        {
            // A person has changed it: every place says what is asked for now.
            json.WriteString("load_now", LoadWords.Describe(moment.Wanted));
            json.WriteFinite("users_asked_now", moment.Phase.UsersAsked);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static (RunReport Report, RunVerdict Verdict)? Report(LiveRun run)
    {
        if (run.Ended is { } ended)
        {
            return (ended, RunVerdict.Of(ended));
        }

        if (run.Moment is not { } moment)
        {
            return null;
        }

        var report = moment.ReportOf(run.Shown.Figures, run.Shown.At);
        return (report, LiveVerdict.Of(report, run.State, moment.Phase));
    }
}
