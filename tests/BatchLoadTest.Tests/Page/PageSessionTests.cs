using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Page.Session;
using BatchLoadTest.Runs;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Commands;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Views;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Page;

/// <summary>What the page knows of its runs, as they tell it.</summary>
public sealed class PageSessionTests : IDisposable
{
    private static readonly RunMoment First = new()
    {
        Report = SampleRun.Report with { Final = SampleRun.NothingYet },
        Phase = SampleRun.Running,
        Wanted = new ClosedLoad(100, 10),
    };

    private readonly CommandLineHarness harness = new();
    private readonly TestTerminal terminal = new();
    private readonly FakeTimeProvider time = new();
    private readonly RunControl control = new();
    private PageSession? session;

    public void Dispose()
    {
        session?.Dispose();
        control.Dispose();
        terminal.Dispose();
        harness.Dispose();
    }

    [Theory]
    [InlineData(RunState.Spawning, false, "spawning")]
    [InlineData(RunState.Running, false, "running")]
    [InlineData(RunState.Stopping, false, "stopping")]
    [InlineData(RunState.Stopping, true, "cleanup")]
    public async Task RunThatGoesOn_HasTheStateOfItsMoment(RunState phase, bool isLoadOver, string name)
    {
        var state = await RunningAsync() with
        {
            Moment = First with { Phase = First.Phase with { State = phase }, IsLoadOver = isLoadOver },
        };

        Assert.Equal(name, state.Name);
    }

    [Fact]
    public async Task WithoutARun_StateTellsWhetherThereWasOne()
    {
        var state = await RunningAsync() with { Running = null, Moment = null };

        Assert.Equal("ready", state.Name);
        Assert.Equal("stopped", (state with { Ended = new EndedRun(SampleRun.Report, []) }).Name);
    }

    [Fact]
    public async Task RunWhoseLoadHasNotBegun_IsSpawning() =>
        Assert.Equal("spawning", (await RunningAsync() with { Moment = null }).Name);

    [Fact]
    public async Task EndedRun_CountsMoreThanItsLastSecond()
    {
        var state = await RunningAsync() with { Moment = First, Ended = new EndedRun(SampleRun.Report, []) };

        Assert.Same(SampleRun.Report, state.Report);
        Assert.Same(SampleRun.Report.Final, state.WholeRun);
    }

    [Fact]
    public async Task Second_SwapsMomentAndFiguresTogether()
    {
        var observer = await StartedAsync();
        var before = session!.Now;
        var next = session.Changed.Next;

        observer.SecondEnded(First with { Report = SampleRun.Report });

        Assert.Same(SampleRun.Report.Final, session.Now.WholeRun);
        Assert.Same(SampleRun.Report.Final, session.Now.Shown!.Figures);
        Assert.Same(SampleRun.NothingYet, before.WholeRun);
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task Steering_ChangesWhatIsWantedAndNoFigure()
    {
        var observer = await StartedAsync();
        var shown = session!.Now.Shown;

        observer.Steered(First with { Wanted = new ClosedLoad(7, 1) });

        Assert.Equal(new ClosedLoad(7, 1), session.Now.Moment!.Wanted);
        Assert.Same(shown, session.Now.Shown);
    }

    [Fact]
    public async Task Forget_LeavesNothingOfARunThatHasEnded()
    {
        var observer = await StartedAsync();
        observer.Ended(SampleRun.Report, ["/results/report.html"]);
        Assert.NotNull(session!.Now.Live!.Ended);

        Assert.True(session.Forget().Success);

        Assert.Null(session.Now.Live);
        Assert.Null(session.Now.Ended);
    }

    [Fact]
    public async Task Note_ThatIsAnErrorIsWhatAStartAnswers()
    {
        var observer = await StartedAsync();
        observer.Noted(NoteLevel.Error, "no such file");
        observer.Noted(NoteLevel.Information, "something else");

        Assert.Equal("no such file", session!.Now.Refusal);
        Assert.Equal(["no such file", "something else"], session.Log.After(0).Select(line => line.Text));
    }

    private async Task<SessionState> RunningAsync() =>
        new() { Settings = await harness.RunAsync(), Running = new TaskCompletionSource<int>().Task };

    private async Task<IRunObserver> StartedAsync()
    {
        session = new PageSession(await harness.RunAsync(), terminal.Output(), time);
        IRunObserver observer = session;
        observer.Started(
            new RunSteering(First.Wanted, canChange: true, control, new NoteList(), RunClock.StartNow(time)),
            First
        );
        return observer;
    }
}
