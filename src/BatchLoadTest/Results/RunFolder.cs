using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Results;

/// <summary>
/// The results folder of one run, from before its start until its last report: no other run's meanwhile, and without the
/// journal of an earlier one, which <c>report</c> would take for this run's.
/// </summary>
public sealed class RunFolder : IDisposable
{
    /// <summary>Held while the run goes on. One that was killed leaves it there, and harmless.</summary>
    public const string LockFile = FolderLock.FileName;

    private readonly FileStream hold;
    private RunsBeside? beside;

    private RunFolder(ResultsFolder results, FileStream hold)
    {
        Results = results;
        this.hold = hold;
    }

    /// <summary>Where the run's files go.</summary>
    public ResultsFolder Results { get; }

    /// <summary>Makes the folder, or takes one that is there.</summary>
    /// <exception cref="CannotStartException">It cannot be written to, or another run is using it.</exception>
    public static RunFolder Open(string path) =>
        Guarded(
            path,
            () =>
            {
                var results = ResultsFolder.Prepare(path);
                return new RunFolder(results, FolderLock.Take(results.FullPath));
            }
        );

    /// <summary>
    /// Takes what an earlier run has left out of the way, looks for those that were killed beside, and proves that this run's files
    /// can be made.
    /// </summary>
    /// <returns>What this run must know of it.</returns>
    /// <exception cref="CannotStartException">That cannot be done.</exception>
    internal EarlierRuns PutEarlierRunAside() =>
        Guarded(
            Results.FullPath,
            () =>
            {
                var earlier = EarlierRun.PutAside(Results);
                Results.Probe(JournalWriter.FileName);
                Results.Probe(NotRemoved.FileName);
                beside?.Dispose();
                beside = RunsBeside.Of(Results);
                return earlier with { Left = [.. earlier.Left, .. beside.Left] };
            }
        );

    /// <summary>Lets others use it.</summary>
    public void Dispose()
    {
        beside?.Dispose();
        hold.Dispose();
    }

    private static T Guarded<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var isInUse = exception is IOException io && SystemErrors.IsInUse(io);
            throw new CannotStartException(
                ExitCodes.WrongUsage,
                $"--results {path}: {(isInUse ? "in use by another run" : $"cannot be written to: {exception.Message}")}"
            );
        }
    }
}
