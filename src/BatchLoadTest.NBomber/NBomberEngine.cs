using BatchLoadTest.Load;
using BatchLoadTest.NBomber.Mapping;

namespace BatchLoadTest.NBomber;

/// <summary>
/// Schedules by NBomber, and leaves its reports beside ours. Measuring lies below the engine as with any other: NBomber's
/// counts have 32 bits and its latencies a ceiling.
/// </summary>
/// <remarks>
/// Requests go through this program's own HTTP client. The one that NBomber.Http makes takes a number of connections and
/// nothing else: it follows redirects, keeps cookies, knows no authorities and no connection of a user's own, and does
/// not see an answer that comes before the upload is done.
/// </remarks>
public sealed class NBomberEngine(NBomberOptions options, TimeProvider timeProvider) : ILoadEngine
{
    // NBomber's reports take a moment. A person who interrupts wants to get away.
    private static readonly TimeSpan ReportTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HastyReportTime = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "nbomber";

    private string Folder => Path.Combine(options.ResultsDirectory, Name);

    /// <inheritdoc/>
    public IReadOnlyList<string> Validate(LoadPlan plan) => LoadMapper.Refusals(plan);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">NBomber could not run, or an iteration failed by a fault of ours.</exception>
    public async Task<LoadOutcome> RunAsync(LoadPlan plan, Iteration iteration, RunTokens tokens, LoadProgress progress)
    {
        var load = LoadMapper.Map(plan);
        var handle = new TestHandle();
        await using var driver = new WorkflowDriver(plan, load, iteration, tokens, progress, handle.Stop, timeProvider);
        var session = new NBomberSession(options, load, driver, handle, Folder);
        var watch = driver.WatchAsync();
        SessionEnd? end = null;
        Exception? failure = null;
        try
        {
            // Where nothing may start any more NBomber would only be in the way.
            end = tokens.StartNothingNew.IsCancellationRequested
                ? null
                : await RunAsync(session, watch, tokens.Interrupt);
        }
        catch (Exception exception)
        {
            // Whatever it is: what already runs has to end first.
            failure = exception;
        }

        handle.Detach();
        var outcome = await driver.EndAsync(watch);
        if (failure is not null)
        {
            throw new InvalidOperationException(Words(failure), failure);
        }

        if (end is not null)
        {
            Judge(end, outcome, session.Counts, tokens);
        }

        return outcome;
    }

    private async Task<SessionEnd?> RunAsync(NBomberSession session, Task watch, CancellationToken interrupt)
    {
        Directory.CreateDirectory(Folder);
        using var console = new ConsoleToFile(Path.Combine(Folder, "console.txt"));
        // It blocks its thread until the end.
        var run = Task.Factory.StartNew(
            session.Run,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        await Task.WhenAny(run, watch);
        using var patience = new CancellationTokenSource(ReportTime, timeProvider);
        await using var hurry = interrupt.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).CancelAfter(HastyReportTime),
            patience
        );
        try
        {
            return await run.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            options.Notice($"NBomber did not end after the load; its reports in {Folder} may be missing");
            return null;
        }
    }

    private void Judge(
        SessionEnd end,
        LoadOutcome outcome,
        IReadOnlyDictionary<string, StepCount> ours,
        RunTokens tokens
    )
    {
        if (!end.IsAlone)
        {
            options.Notice("NBomber ran on several nodes: figures and verdict here are those of this process alone");
            return;
        }

        if (outcome.Started == 0 && !tokens.StartNothingNew.IsCancellationRequested)
        {
            throw new InvalidOperationException($"NBomber started no load; what it said is in {Folder}");
        }

        foreach (var difference in CountComparison.Differences(ours, end.Counts, BatchScenario.Name))
        {
            options.Notice(difference);
        }
    }

    private string Words(Exception failure)
    {
        var cause = failure.GetBaseException();
        var words = $"NBomber could not run: {cause.Message.ReplaceLineEndings(" ").Trim()}";
        if (options.LicenseKey is { Length: > 0 } key)
        {
            words = words.Replace(key, "***", StringComparison.Ordinal);
        }

        // Its console is built on Spectre.Console too, and not every version of the two goes together.
        return cause is TypeLoadException or MissingMemberException or IOException or BadImageFormatException
            ? $"{words} (a library that NBomber and this program share, such as Spectre.Console, may have the wrong version)"
            : words;
    }
}
