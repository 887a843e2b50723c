using BatchLoadTest.Load;
using BatchLoadTest.NBomber.Mapping;

namespace BatchLoadTest.Tests.NBomber;

/// <summary>Steps inside steps of another engine, which swallows what they throw.</summary>
public sealed class IterationStepsTests
{
    private readonly StepCounts counts = new();
    private readonly IterationSteps steps;
    private readonly List<StepReport> handedOn = [];

    public IterationStepsTests() => steps = new IterationSteps(counts);

    [Fact]
    public async Task AllWell_TheIterationIsWellWithAllBytes()
    {
        await RunAsync("upload", Well(200));
        await RunAsync("create", Well(30));

        Assert.Equal(new StepReport(Failed: false, "", Latency: null, 230, Message: null), steps.Report);
        Assert.Equal(new StepCount(1, 0), counts.All["upload"]);
        Assert.Equal([Well(200), Well(30)], handedOn);
    }

    [Fact]
    public async Task Failures_TheIterationFailsAsItsFirst()
    {
        await RunAsync("upload", Well(1));
        await RunAsync("verify", new StepReport(Failed: true, "404", Latency: null, 2, "no such file"));
        await RunAsync("poll", new StepReport(Failed: true, "expired", Latency: null, 4, Message: null));
        await RunAsync("output", Well(8));

        Assert.Equal(new StepReport(Failed: true, "404", Latency: null, 15, "no such file"), steps.Report);
        Assert.Equal(new StepCount(0, 1), counts.All["poll"]);
    }

    [Fact]
    public async Task StepThatThrows_IsHandedOnAsCutOffAndThrowsAgain()
    {
        var thrown = new OperationCanceledException("the run waits no longer");
        var caught = await Assert.ThrowsAsync<OperationCanceledException>(() =>
            steps.RunAsync("poll", () => throw thrown, WithinAsync)
        );

        Assert.Same(thrown, caught);
        Assert.Equal([new StepReport(Failed: true, "interrupted", Latency: null, Bytes: 0, Message: null)], handedOn);
        Assert.Equal(new StepCount(0, 1), counts.All["poll"]);
    }

    [Fact]
    public async Task StepThatIsNotDone_EndsTheIteration()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            steps.RunAsync("poll", () => Task.FromResult(Well(1)), _ => Task.CompletedTask)
        );

        Assert.Empty(counts.All);
    }

    [Fact]
    public async Task OtherEngineThatThrows_IsNotSwallowed() =>
        await Assert.ThrowsAsync<FormatException>(() =>
            steps.RunAsync("poll", () => Task.FromResult(Well(1)), _ => throw new FormatException())
        );

    private static StepReport Well(long bytes) => new(Failed: false, "200", TimeSpan.Zero, bytes, Message: null);

    private Task RunAsync(string name, StepReport report) =>
        steps.RunAsync(name, () => Task.FromResult(report), WithinAsync);

    private async Task WithinAsync(Func<Task<StepReport>> step) => handedOn.Add(await step());
}
