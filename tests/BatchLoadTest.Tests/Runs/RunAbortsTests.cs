using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Runs;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Runs;

/// <summary>Thresholds that end a run, in fake time: each with the second at which it ends.</summary>
public sealed class RunAbortsTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly NoteList notes = new();
    private readonly RunControl control = new();

    public async ValueTask DisposeAsync()
    {
        await notes.DisposeAsync();
        control.Dispose();
        folder.Dispose();
    }

    // Ten requests a second; from second 20 on half of them fail and all take 900 ms, and one result is wrong in second 33.
    [Theory]
    // A window: 3 of its 10 seconds, 15 of 100.
    [InlineData("error_rate < 15% over 10s abort", 23, "15 %")]
    [InlineData("error_rate < 15% over 10s from 20s abort", 30, "50 %")]
    [InlineData("error_rate < 20% over 30s abort", 32, "20 %")]
    [InlineData("p95 < 500ms over 2s abort", 21, "900 ms")]
    // A delay: of the whole run, 11 of 210 are over it.
    [InlineData("p95 < 500ms abort", 22, "900 ms")]
    [InlineData("p50 < 500ms from 10s abort", 31, "900 ms")]
    // A share of the whole run.
    [InlineData("error_rate < 10% abort", 25, "10 %")]
    // A count, which can only get worse.
    [InlineData("failures == 0 abort", 21, "5")]
    [InlineData("failures <= 12 abort", 23, "15")]
    [InlineData("results.defects == 0 abort", 34, "1")]
    [InlineData("max < 500ms abort", 21, "900 ms")]
    // No reason to end early.
    [InlineData("error_rate < 60% abort", null, null)]
    [InlineData("failures == 0", null, null)]
    public void Run_EndsAtTheSecond(string text, int? second, string? actual)
    {
        var ended = Play(text, abortOnFail: false, seconds: 40, Fill);

        Assert.Equal(second, ended);
        Assert.Equal(second is null ? RunEnd.Planned : RunEnd.Aborted, control.End);
        Assert.Equal(second is null ? null : $"ended after {second} s: {text} was {actual}", control.Problem);
        Assert.Equal(second is null ? 0 : 1, notes.Notes.Count);
    }

    [Theory]
    [InlineData("failures == 0", 21)]
    [InlineData("error_rate < 15% over 10s", 23)]
    // May still be met, or gets its data later: judged at the end.
    [InlineData("requests > 1000", null)]
    [InlineData("batches.completed >= 5", null)]
    [InlineData("create.p95 < 1s", null)]
    [InlineData("failures != 5", null)]
    [InlineData("requests.hung == 0", null)]
    public void AbortOnFail_IsForUpperLimits(string text, int? second) =>
        Assert.Equal(second, Play(text, abortOnFail: true, seconds: 40, Fill));

    // 19 of the first 19 requests fail: too few to end a run for their share, not for their number.
    [Theory]
    [InlineData("error_rate < 50% abort", 20)]
    [InlineData("error_rate < 50% over 5s abort", null)]
    [InlineData("p95 < 1ms abort", 20)]
    [InlineData("failures < 2 abort", 2)]
    [InlineData("failures < 2 over 5s abort", 5)]
    public void FewSamples_EndNoRunForAShare(string text, int? second) =>
        Assert.Equal(second, Play(text, abortOnFail: false, seconds: 40, (load, _) => Request(load, fails: true, 10)));

    [Fact]
    public void SecondSignal_InterruptsARunThatAThresholdHasEnded()
    {
        Play("failures == 0 abort", abortOnFail: false, seconds: 40, Fill);
        Assert.True(control.Tokens.StartNothingNew.IsCancellationRequested);
        Assert.False(control.Tokens.Interrupt.IsCancellationRequested);

        control.Signal(RunEnd.Interrupted);

        Assert.True(control.Tokens.Interrupt.IsCancellationRequested);
        Assert.Equal(RunEnd.Aborted, control.End);
    }

    [Fact]
    public void RunThatEndsAlready_IsNotAborted()
    {
        control.Signal(RunEnd.Interrupted);

        Assert.Null(Play("failures == 0 abort", abortOnFail: false, seconds: 40, Fill));
        Assert.Equal(RunEnd.Interrupted, control.End);
        Assert.Null(control.Abort);
    }

    private static void Fill(RecordedLoad load, int second)
    {
        for (var request = 0; request < 10; request++)
        {
            Request(load, second >= 20 && request < 5, second >= 20 ? 900 : 20);
        }

        if (second == 33)
        {
            load.Creates(10, load.Time.StartedAt);
            load.Ends(ScriptedRun.Batch(seconds: 5, defective: true) with { CreatedAt = load.Time.StartedAt });
        }
    }

    private static void Request(RecordedLoad load, bool fails, double milliseconds) =>
        load.Ends(
            Measure.Of(
                Step.Poll,
                fails ? Outcome.HttpStatus : Outcome.Success,
                fails ? 500 : 200,
                milliseconds: milliseconds
            )
        );

    // The second at which the run was ended; null where it was not.
    private int? Play(string text, bool abortOnFail, int seconds, Action<RecordedLoad, int> fill)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        using var load = new RecordedLoad(
            folder.File(JournalWriter.FileName),
            clock,
            change: facts => facts with { Thresholds = [new(text, "--threshold")] }
        );
        var aborts = new RunAborts(
            new AbortWatch(load.Thresholds, abortOnFail, load.Windows),
            control,
            notes,
            TimeSpan.FromSeconds(30)
        );
        clock.Advance(TimeSpan.FromMilliseconds(500));
        for (var second = 0; second < seconds; second++)
        {
            fill(load, second);
            clock.Advance(TimeSpan.FromSeconds(1));
            aborts.SecondEnded(load.Tick());
            if (control.Abort is not null)
            {
                return second + 1;
            }
        }

        return null;
    }
}
