using BatchLoadTest.Recording;

namespace BatchLoadTest;

/// <summary>
/// The results folder of one run, from before its start until its last report: no other run's meanwhile, and without the
/// journal of an earlier one, which a waiting <c>report</c> would take for this run's.
/// </summary>
public sealed class RunFolder : IDisposable
{
    /// <summary>Held while the run goes on. One that was killed leaves it there, and harmless.</summary>
    public const string LockFile = "run.lock";

    // What the systems call a file that somebody else holds: EAGAIN of Linux and of macOS, a sharing violation.
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream hold;

    private RunFolder(ResultsFolder results, FileStream hold, IReadOnlyList<string> notices)
    {
        Results = results;
        this.hold = hold;
        Notices = notices;
    }

    /// <summary>Where the run's files go.</summary>
    public ResultsFolder Results { get; }

    /// <summary>What a reader of the run's report must know of what was there, a line each.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>Makes the folder, or takes one that is there, and proves that the run's files can be made in it.</summary>
    /// <exception cref="CannotStartException">They cannot, or another run is using it.</exception>
    public static RunFolder Open(string path)
    {
        FileStream? held = null;
        try
        {
            var results = ResultsFolder.Prepare(path);
            held = Hold(results);
            var notices = EarlierRun.PutAside(results);
            results.Probe(JournalWriter.FileName);
            results.Probe(RunCleanUp.LeftoversFile);
            return new RunFolder(results, held, notices);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new CannotStartException(
                ExitCodes.WrongUsage,
                InUse.Contains(exception.HResult)
                    ? $"--results {path}: in use by another run"
                    : $"--results {path}: cannot be written to: {exception.Message}"
            );
        }
    }

    /// <summary>Lets others use it.</summary>
    public void Dispose() => hold.Dispose();

    // Deleted at the end by who holds it; the runtime sees to it that nobody holds a file that was deleted meanwhile.
    private static FileStream Hold(ResultsFolder results) =>
        new(
            results.PathOf(LockFile),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose
        );
}
