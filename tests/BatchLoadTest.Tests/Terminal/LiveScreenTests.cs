using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Views;

namespace BatchLoadTest.Tests.Terminal;

public sealed class LiveScreenTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Lay_OfABusyRun(int width) =>
        Expected.Matches($"live_{width}.txt", Text(SampleRun.Plan, SampleRun.Busy, SampleRun.Running, width));

    [Fact]
    public void Lay_OfHugeNumbers() =>
        Expected.Matches("live_huge_80.txt", Text(SampleRun.Plan, SampleRun.Huge, SampleRun.Running, 80));

    [Fact]
    public void Lay_BeforeTheFirstRequest() =>
        Expected.Matches(
            "live_nothing_80.txt",
            Text(SampleRun.Plan, SampleRun.NothingYet, SampleRun.Running with { State = RunState.Spawning }, 80)
        );

    [Theory]
    [InlineData(80, 23)]
    [InlineData(120, 23)]
    [InlineData(60, 11)]
    [InlineData(300, 80)]
    public void Lay_AlwaysFits(int width, int height)
    {
        foreach (var snapshot in new[] { SampleRun.Busy, SampleRun.Huge, SampleRun.NothingYet })
        {
            var lines = LiveScreen.Lay(
                SampleRun.Plan,
                snapshot,
                SampleRun.Running,
                new TerminalSize(width, height),
                Glyphs.Unicode
            );

            Assert.InRange(lines.Count, 1, height);
            Assert.All(lines, line => Assert.InRange(line.Width, 0, Math.Min(width, 120)));
        }
    }

    [Fact]
    public void Lay_WhileStopping_ShowsTheTimeLeft()
    {
        var phase = SampleRun.Running with { State = RunState.Stopping, StopTimeLeft = TimeSpan.FromSeconds(18) };

        Assert.Contains("0:18 left of 30s", FirstLine(SampleRun.Plan, phase), StringComparison.Ordinal);
    }

    [Fact]
    public void Lay_WithoutLimit_SaysHowItEnds() =>
        Assert.EndsWith(
            "1:02 until Ctrl-C",
            FirstLine(SampleRun.Plan with { RunTime = null }, SampleRun.Running),
            StringComparison.Ordinal
        );

    [Fact]
    public void Lay_WithIterations_ShowsTheirProgress()
    {
        var plan = new LoadPlan { Profile = new ClosedLoad(1, 1), Iterations = 40 };
        var line = FirstLine(plan, SampleRun.Running with { IterationsEnded = 10 });

        Assert.EndsWith("1:02, 10 of 40 iterations", line, StringComparison.Ordinal);
        Assert.Equal(3, line.Count(glyph => glyph == '░') / line.Count(glyph => glyph == '█'));
    }

    [Fact]
    public void Lay_WithoutUnicode_IsAscii() =>
        Assert.All(
            LiveScreen.Lay(SampleRun.Plan, SampleRun.Busy, SampleRun.Running, new TerminalSize(80, 23), Glyphs.Ascii),
            line => Assert.True(System.Text.Ascii.IsValid(line.ToString()), line.ToString())
        );

    [Fact]
    public void Lay_OfAServersWords_KeepsThemOnTheirLine()
    {
        var snapshot = SampleRun.Busy with
        {
            Failures = [SampleRun.Failure(Step.Upload, "http_500", 1, "[bold]\r\n\e[2Jgone\u202e")],
        };

        var lines = LiveScreen.Lay(
            SampleRun.Plan,
            snapshot,
            SampleRun.Running,
            new TerminalSize(80, 23),
            Glyphs.Unicode
        );

        Assert.EndsWith("[bold] [2Jgone", lines[^1].ToString(), StringComparison.Ordinal);
    }

    private static string FirstLine(LoadPlan plan, RunPhase phase) =>
        Text(plan, SampleRun.Busy, phase, 80).Split('\n')[0];

    private static string Text(LoadPlan plan, RunSnapshot snapshot, RunPhase phase, int width) =>
        string.Join('\n', LiveScreen.Lay(plan, snapshot, phase, new TerminalSize(width, 23), Glyphs.Unicode));
}
