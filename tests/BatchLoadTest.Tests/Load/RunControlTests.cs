using BatchLoadTest.Recording;
using BatchLoadTest.Runs;

namespace BatchLoadTest.Tests.Load;

public sealed class RunControlTests : IDisposable
{
    private readonly RunControl control = new();

    public void Dispose() => control.Dispose();

    [Fact]
    public void Signal_DuringTheLoad_EndsTheRun()
    {
        control.Signal(RunEnd.Terminated);

        Assert.Equal(RunEnd.Terminated, control.End);
        Assert.True(control.Tokens.StartNothingNew.IsCancellationRequested);
        Assert.False(control.Tokens.Interrupt.IsCancellationRequested);
        Assert.False(control.Hurry.IsCancellationRequested);
    }

    // Everything was measured: a drain that comes then takes nothing away.
    [Fact]
    public void Signal_AfterTheLoad_LeavesItsEndAsPlanned()
    {
        control.LoadEnded();
        control.Signal(RunEnd.Terminated);

        Assert.Equal(RunEnd.Planned, control.End);
        Assert.True(control.IsSignalled);
        Assert.False(control.Tokens.Interrupt.IsCancellationRequested);
    }

    [Fact]
    public void SecondSignal_Hurries()
    {
        control.LoadEnded();
        control.Signal(RunEnd.Terminated);
        control.Signal(RunEnd.Terminated);

        Assert.True(control.Tokens.Interrupt.IsCancellationRequested);
        Assert.True(control.Hurry.IsCancellationRequested);
    }

    // Other processes may still need what this one shares with them.
    [Fact]
    public void FindingOfItsOwn_InterruptsTheLoad_AndHurriesNobody()
    {
        control.CannotGoOn("the service is gone");

        Assert.True(control.Tokens.Interrupt.IsCancellationRequested);
        Assert.False(control.Hurry.IsCancellationRequested);
        Assert.False(control.IsSignalled);
    }

    [Fact]
    public void SecondStopAtThePage_Hurries()
    {
        control.Stop();
        Assert.False(control.Hurry.IsCancellationRequested);
        control.Stop();

        Assert.True(control.Hurry.IsCancellationRequested);
        Assert.Equal(RunEnd.Planned, control.End);
    }
}
