using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>A short run of which every second is known, so that what a writer makes of it can be worked out by hand.</summary>
internal static class SampleHistory
{
    /// <summary>A quarter into the wall clock's second <see cref="First"/>.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 4, 4, 5, 250, TimeSpan.FromHours(1));

    /// <summary>The wall clock's second in which the run started, as Unix time.</summary>
    public static readonly long First = Start.ToUnixTimeSeconds();

    /// <summary>
    /// Seconds 0 to 14 but for 3, in which the process stood still; the load ends within 13; of 13 there are two parts,
    /// 14 is cleaning up.
    /// </summary>
    public static RunReport Report { get; } =
        Of(
            TimeSpan.FromSeconds(13.25),
            [
                Second(0, 0),
                Second(1, 1, (Step.Key, 31.5, 0), (Step.Upload, 10, 0)),
                Second(2, 2, (Step.Upload, 20, 0), (Step.Upload, 30.1234, 429), (Step.Poll, 1, 0)),
                Second(4, 2, (Step.Upload, 1745.6, 0), (Step.Poll, 2, 0), (Step.Poll, 3, 500)),
                .. Enumerable.Range(5, 8).Select(second => Second(second, 2, (Step.Poll, second, 0))),
                Second(13, 1, (Step.Poll, 4, 0)),
                Second(13, 0, (Step.Poll, 5, 500), (Step.Output, 10_500, 0)),
                Second(14, 0),
            ]
        );

    /// <summary>A run with these seconds, its figures their sum.</summary>
    public static RunReport Of(TimeSpan runTime, params IReadOnlyList<(long Second, Action<Interval> Fill)> seconds)
    {
        var history = new RefilledHistory(seconds);
        var sum = new RunStatistics(new StepNames(), Start);
        foreach (var interval in history.Read())
        {
            sum.Add(interval);
        }

        return SampleRun.Report with
        {
            Run = SampleRun.Report.Run with { StartedAt = Start },
            Ending = SampleRun.Report.Ending with
            {
                EndedAt = Start + runTime,
                Load = SampleRun.Report.Ending.Load with { LoadTime = runTime, StopTime = TimeSpan.Zero },
            },
            Final = sum.Snapshot(0, runTime),
            History = history,
        };
    }

    /// <summary>One second of the run.</summary>
    /// <param name="second">Which, from <see cref="First"/>.</param>
    /// <param name="users">Users at its end.</param>
    /// <param name="requests">Step, milliseconds, and the status of those that failed, else 0.</param>
    public static (long Second, Action<Interval> Fill) Second(
        int second,
        int users,
        params (Step Step, double Milliseconds, int Status)[] requests
    ) =>
        (
            First + second,
            interval =>
            {
                interval.Users = users;
                foreach (var (step, milliseconds, status) in requests)
                {
                    var outcome = status == 0 ? Outcome.Success : Outcome.HttpStatus;
                    var detail = status == 0 ? null : $"said {status}";
                    interval.Add(
                        Measure.Of(step, outcome, status == 0 ? 200 : status, milliseconds, detail: detail),
                        TimeSpan.FromSeconds(second + 0.5)
                    );
                }
            }
        );
}
