using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Results;
using BatchLoadTest.Runs;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Commands;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Views;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Runs;

/// <summary>What an observer is told of a run that goes on, and when.</summary>
public sealed class RunMomentsTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly TemporaryFolder folder = new();
    private readonly CommandLineHarness harness = new();
    private readonly RunControl control = new();
    private readonly LoadProgress progress = new();
    private readonly RecordingObserver observer = new();
    private readonly List<IDisposable> opened = [];

    public void Dispose()
    {
        opened.ForEach(each => each.Dispose());
        control.Dispose();
        harness.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task EachSecond_IsJudgedOnTheWholeRun()
    {
        var (moments, _) = await BeginAsync("--threshold", "requests > 1000");
        moments.SecondEnded(SampleRun.NothingYet);
        moments.SecondEnded(SampleRun.Busy);

        Assert.Equal(["started", "second", "second"], observer.Moments.Select(each => each.Told));
        Assert.Equal(
            [true, true, false],
            observer.Moments.Select(each => Assert.Single(each.Moment.Report.Thresholds).IsMissed)
        );
        Assert.Same(SampleRun.Busy, observer.Moments[^1].Moment.WholeRun);
        Assert.Equal(0, observer.Moments[^1].Moment.Report.Ending.Load.Interrupted);
    }

    [Fact]
    public async Task FiguresSinceAReset_LeaveTheVerdictOfTheWholeRun()
    {
        var (moments, _) = await BeginAsync("--threshold", "requests > 1000");
        moments.SecondEnded(SampleRun.Busy);
        var at = time.GetUtcNow().AddSeconds(-1);

        var report = observer.Moments[^1].Moment.ReportOf(SampleRun.NothingYet, at);

        Assert.Same(SampleRun.NothingYet, report.Final);
        Assert.Equal(at, report.Ending.EndedAt);
        Assert.False(Assert.Single(report.Thresholds).IsMissed);
    }

    [Fact]
    public async Task ChangeOfTheLoad_IsToldAtOnceWithTheFiguresOfTheLastSecond()
    {
        var (moments, steering) = await BeginAsync();
        moments.SecondEnded(SampleRun.Busy);

        Assert.True(steering.Change(new ClosedLoad(50, 5)));

        var (told, moment) = observer.Moments[^1];
        Assert.Equal("steered", told);
        Assert.Equal(new ClosedLoad(50, 5), moment.Wanted);
        Assert.Equal(50, moment.Phase.UsersAsked);
        Assert.Equal(RunState.Spawning, moment.Phase.State);
        Assert.StartsWith(
            "changed to 50 users, 5 started per second",
            Assert.Single(moment.Report.Ending.Notices),
            StringComparison.Ordinal
        );
        Assert.Same(SampleRun.Busy, moment.WholeRun);
    }

    [Fact]
    public async Task Stop_IsToldAtOnce()
    {
        var (moments, steering) = await BeginAsync();
        moments.SecondEnded(SampleRun.Busy);

        steering.Stop();

        var (told, moment) = observer.Moments[^1];
        Assert.Equal(("steered", RunState.Stopping), (told, moment.Phase.State));
        Assert.StartsWith("stopped on the page", Assert.Single(moment.Report.Ending.Notices), StringComparison.Ordinal);
        Assert.False(moment.IsLoadOver);
    }

    [Fact]
    public async Task EndOfTheLoad_IsToldWithTheNextSecond()
    {
        var (moments, _) = await BeginAsync();
        control.LoadEnded();
        moments.SecondEnded(SampleRun.Busy);

        Assert.True(observer.Moments[^1].Moment.IsLoadOver);
    }

    [Fact]
    public async Task RunThatIsOver_TellsNothingMore()
    {
        var (moments, _) = await BeginAsync();
        moments.Dispose();

        control.Stop();

        Assert.Equal(["started"], observer.Moments.Select(each => each.Told));
    }

    private async Task<(RunMoments Moments, RunSteering Steering)> BeginAsync(params string[] args)
    {
        var settings = await harness.RunAsync(["--no-default-thresholds", "--users", "1", .. args]);
        var clock = RunClock.StartNow(time);
        var steering = new RunSteering(new ClosedLoad(1, 1), canChange: true, control, new NoteList(), clock);
        var phases = new RunPhases(
            control,
            progress,
            steering.Load,
            isChangeable: true,
            new RetryWaits(time),
            TimeSpan.FromSeconds(30),
            clock,
            time
        );
        var record = new RunRecord(
            SampleRun.Report.Run,
            settings,
            ResultsFolder.Prepare(folder.Path),
            control,
            new NoteList(),
            time,
            []
        );
        var moments = new RunMoments(
            observer,
            new DrivenLoad(steering, phases, progress, clock),
            control,
            record,
            SampleRun.NothingYet
        );
        opened.AddRange([record, moments]);
        moments.Begin();
        return (moments, steering);
    }
}
