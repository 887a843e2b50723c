using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Page.Session;
using BatchLoadTest.Runs;
using BatchLoadTest.Settings;
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
    // Locust has no such state; "stopping" made programs that watch it give up.
    [InlineData(RunState.WarmingUp, false, "spawning")]
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

    [Theory]
    [InlineData("--users|7", "users", "users", false)]
    [InlineData("--arrival-rate|90/m", "rate", "rate", false)]
    [InlineData("--stages|1m:=2/s", "stages", "rate", true)]
    [InlineData("--profile|spike", "stages", "users", true)]
    [InlineData("--in-flight|5", "in_flight", null, false)]
    public async Task Form_SaysWhichLoadThereIsAndWhatOfItCanBeChanged(
        string args,
        string kind,
        string? edit,
        bool takesOver
    )
    {
        var form = Form(await harness.RunAsync(args.Split('|')));

        Assert.Equal(kind, form.GetProperty("kind").GetString());
        Assert.Equal(edit, form.GetProperty("edit").GetString());
        Assert.Equal(takesOver, form.GetProperty("takes_over").GetBoolean());
        Assert.Equal(kind is "rate" or "stages", form.GetProperty("plan").ValueKind == JsonValueKind.Object);
    }

    [Fact]
    public async Task Form_OfAProfileOfStages_HasItsTextLengthAndCurve()
    {
        var form = Form(await harness.RunAsync("--profile", "spike", "--warm-up", "10s"));

        var spike = form.GetProperty("profiles").EnumerateArray().Single(each => each.GetProperty("stages").ValueKind == JsonValueKind.String);
        Assert.Equal(spike.GetProperty("stages").GetString(), form.GetProperty("stages").GetString());
        Assert.Equal("5m20s", spike.GetProperty("run_time").GetString());
        Assert.Equal(10, spike.GetProperty("plan").GetProperty("warm_up_s").GetDouble());
    }

    [Fact]
    public async Task Form_DuringASearch_KeepsTheLoadOfBefore_AndChangesNothing()
    {
        var ordinary = await harness.RunAsync("--users", "7", "--host", "mock");
        var search = ordinary
            .ReadAgain!(new Dictionary<string, string>(StringComparer.Ordinal) { ["capacity"] = "1", ["from"] = "30/m" })
            .Settings;

        var form = Form(search, ordinary);

        Assert.Equal(7, form.GetProperty("users").GetInt32());
        Assert.Equal(JsonValueKind.Null, form.GetProperty("edit").ValueKind);
        Assert.Equal("30/m", form.GetProperty("capacity").GetProperty("from").GetString());
        Assert.Equal("1m", form.GetProperty("capacity").GetProperty("level_time").GetString());
    }

    private static JsonElement Form(RunSettings settings, RunSettings? ordinary = null)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            PageForm.Write(json, new SessionState { Settings = settings, Ordinary = ordinary ?? settings });
            json.WriteEndObject();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("form");
    }

    private async Task<SessionState> RunningAsync()
    {
        var settings = await harness.RunAsync();
        return new()
        {
            Settings = settings,
            Ordinary = settings,
            Running = new TaskCompletionSource<int>().Task,
        };
    }

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
