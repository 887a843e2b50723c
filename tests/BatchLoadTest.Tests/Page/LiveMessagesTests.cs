using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Runs;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Page;

/// <summary>What all open pages are sent of the figures.</summary>
public sealed class LiveMessagesTests
{
    private readonly LiveMessages messages = new();
    private readonly LiveFigures figures = new(SampleRun.Report.Run);

    [Fact]
    public void SameMoment_IsWrittenOnceForAllPages()
    {
        var first = messages.Of(Run(), 0, 0);

        Assert.NotNull(first);
        Assert.Same(first, messages.Of(Run(), 0, 0));
        Assert.NotSame(first, messages.Of(Run() with { State = "stopping" }, 0, 0));
    }

    [Fact]
    public void RunThatGoesOn_HasNoVerdictYet()
    {
        using var json = JsonDocument.Parse(messages.Of(Run(), 0, 0)!.Json);

        Assert.Contains("RUNNING", json.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("so far 2 of 3 thresholds not met", json.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void RunThatHasEnded_HasItsOwn()
    {
        var message = messages.Of(Run() with { Moment = null, Ended = SampleRun.Report }, 0, 0);

        using var json = JsonDocument.Parse(message!.Json);
        Assert.Contains("FAILED", json.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void RunThatDoesNotGoOn_IsNothing() => Assert.Null(messages.Of(Run() with { Moment = null }, 0, 0));

    private static readonly RunMoment Moment = new()
    {
        Report = SampleRun.Report,
        Phase = SampleRun.Running,
        Wanted = new ClosedLoad(100, 10),
    };

    private LiveRun Run() => new(figures, figures.Beginning, Moment, Ended: null, "running");
}
