using BatchLoadTest.Load;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Views;

namespace BatchLoadTest.Tests.Terminal;

public sealed class PlainViewTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public void Output_OfARun()
    {
        var view = View(new RunViewOptions());
        view.Start(SampleRun.Header);
        RunFor(view, seconds: 20);
        view.Update(At(SampleRun.Huge, 20.5), SampleRun.Running with { State = RunState.Stopping });
        view.Update(At(SampleRun.Huge, 25), SampleRun.Running with { State = RunState.Stopping });

        Expected.Matches("plain.txt", output.ToString());
    }

    [Fact]
    public void Output_WithPrintStats()
    {
        var view = View(new RunViewOptions { PrintStats = true });
        view.Start(SampleRun.Header);
        RunFor(view, seconds: 6);

        Expected.Matches("plain_print_stats.txt", output.ToString());
    }

    [Fact]
    public void Update_WithOnlySummary_WritesNothing()
    {
        var view = View(new RunViewOptions { OnlySummary = true });
        view.Start(SampleRun.Header);
        var header = output.ToString();

        RunFor(view, seconds: 20);

        Assert.Equal(header, output.ToString());
    }

    [Fact]
    public void Update_WritesOneLinePerInterval_ThoughSnapshotsComeALittleEarlyOrLate()
    {
        var view = View(new RunViewOptions());
        view.Start(SampleRun.Header);
        var header = Lines().Length;

        foreach (var second in new[] { 1, 2, 3, 4, 4.998, 6.003, 7, 8, 9, 10.01, 11, 15.2, 29.9, 31 })
        {
            view.Update(At(SampleRun.Busy, second), SampleRun.Running);
        }

        // A blank line, captions, then those at 4.998, 10.01, 15.2 and 29.9; the two intervals missed are skipped.
        Assert.Equal(header + 2 + 4, Lines().Length);
    }

    [Fact]
    public void Update_WhileUsersWaitForTheService_SaysSo()
    {
        var view = View(new RunViewOptions { StatsInterval = TimeSpan.FromSeconds(1) });
        view.Start(SampleRun.Header);
        var until = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        view.Update(
            At(SampleRun.Busy, 5),
            SampleRun.Running with
            {
                Waits = new BatchLoadTest.Load.RetryWaitState(3, until, TimeSpan.FromSeconds(41)),
            }
        );

        Assert.Contains(
            $"     0:05 3 users wait for Retry-After until {until.ToLocalTime():HH:mm:ss}; 41 user-seconds so far",
            Lines()
        );
    }

    [Fact]
    public void Update_RepeatsTheCaptions()
    {
        var view = View(new RunViewOptions { StatsInterval = TimeSpan.FromSeconds(1) });
        view.Start(SampleRun.Header);

        RunFor(view, seconds: 31);

        Assert.Equal(3, Lines().Count(line => line == PlainLine.Captions));
    }

    [Fact]
    public void Output_IsNeverWiderThan120ColumnsAndHoldsNoEscapeCodes()
    {
        foreach (
            var options in new[]
            {
                new RunViewOptions(),
                new RunViewOptions { PrintStats = true },
            }
        )
        {
            var view = View(options);
            view.Start(
                SampleRun.Header with
                {
                    Data = new string('d', 200),
                    Thresholds = [new string('t', 500), "\e[1m"],
                }
            );
            view.Update(At(SampleRun.Busy, 5), SampleRun.Running);
            view.Update(SampleRun.Huge, SampleRun.Running);
            view.Update(SampleRun.NothingYet with { Elapsed = TimeSpan.FromDays(9) }, SampleRun.Running);
        }

        Assert.All(Lines(), line => Assert.InRange(line.Length, 0, 120));
        Assert.DoesNotContain('\e', output.ToString());
    }

    [Fact]
    public void Note_GoesToStandardErrorWholeAndClean()
    {
        View(new RunViewOptions()).Note(NoteLevel.Error, new string('w', 300) + "\u001b[2J\nsecond");

        Assert.Equal(new string('w', 300) + " [2J\nsecond\n", error.ToString().ReplaceLineEndings("\n"));
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void Update_WithANonsensicalInterval_StillWorks()
    {
        var view = View(new RunViewOptions { StatsInterval = TimeSpan.Zero });
        view.Start(SampleRun.Header);

        RunFor(view, seconds: 3);

        Assert.Contains("0:03", output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private PlainView View(RunViewOptions options) => new(output, error, options);

    private static void RunFor(IRunView view, int seconds)
    {
        for (var second = 1; second <= seconds; second++)
        {
            view.Update(At(SampleRun.Busy, second), SampleRun.Running);
        }
    }

    private static RunSnapshot At(RunSnapshot snapshot, double seconds) =>
        snapshot with
        {
            Elapsed = TimeSpan.FromSeconds(seconds),
        };

    private string[] Lines() => output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
