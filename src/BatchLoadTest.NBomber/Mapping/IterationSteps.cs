using System.Runtime.ExceptionServices;
using BatchLoadTest.Load;

namespace BatchLoadTest.NBomber.Mapping;

/// <summary>
/// The steps of one iteration on their way through NBomber's own. NBomber would swallow what a step throws and let the
/// iteration go on, so exceptions pass it by.
/// </summary>
internal sealed class IterationSteps(StepCounts counts)
{
    /// <summary>The status code of a step that was cut off by the end of the run: NBomber knows no third way to end.</summary>
    public const string Interrupted = "interrupted";

    private static readonly StepReport CutOff = new(Failed: true, Interrupted, Latency: null, Bytes: 0, Message: null);
    private static readonly StepReport AllWell = new(Failed: false, "", Latency: null, Bytes: 0, Message: null);

    private StepReport? failure;
    private long bytes;

    /// <summary>The iteration so far: as its first failed step, or well; with the bytes of all its steps.</summary>
    public StepReport Report => (failure ?? AllWell) with { Bytes = bytes };

    /// <summary>Runs one step inside NBomber's.</summary>
    /// <param name="name">Name of the step.</param>
    /// <param name="step">Does it.</param>
    /// <param name="within">NBomber's step around the function that it is given, which never throws.</param>
    /// <exception cref="OperationCanceledException">
    /// The run waits no longer; or NBomber did not do the step, so that the iteration cannot go on.
    /// </exception>
    public async Task RunAsync(string name, Func<Task<StepReport>> step, Func<Func<Task<StepReport>>, Task> within)
    {
        var wasRun = false;
        ExceptionDispatchInfo? thrown = null;
        await within(CallAsync);
        thrown?.Throw();
        if (!wasRun)
        {
            throw new OperationCanceledException($"NBomber did not do the step '{name}'");
        }

        async Task<StepReport> CallAsync()
        {
            wasRun = true;
            var report = CutOff;
            try
            {
                report = await step();
            }
            catch (Exception exception)
            {
                thrown = ExceptionDispatchInfo.Capture(exception);
            }

            failure ??= report.Failed ? report : null;
            bytes += report.Bytes;
            counts.Add(name, report.Failed);
            return report;
        }
    }
}
