using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Tests.Reporting.Text;

public sealed class WorkerWordsTests
{
    [Fact]
    public void None_NoWords() => Assert.Null(WorkerWords.Of([]));

    [Fact]
    public void ClockIsOff_SaysHowFarAndThatItIsCorrected() =>
        Assert.Equal(
            "1 worker: a ended, 2 cores, 7 iterations, clock 1.50 s behind (± 2.0 ms), corrected",
            WorkerWords.Of([Worker("a", "ended", offset: 1500)])
        );

    [Fact]
    public void Many_NamesThoseThatCameToNoGoodEnd_AndSomeOthers()
    {
        var words = WorkerWords.Of([
            .. Enumerable.Range(0, 8).Select(number => Worker($"w{number}", "ended")),
            Worker("gone", "lost"),
        ])!;

        Assert.StartsWith("9 workers, 1 of them lost or failed: gone lost, 2 cores", words, StringComparison.Ordinal);
        Assert.EndsWith("; and 3 more", words, StringComparison.Ordinal);
    }

    private static RecordedWorker Worker(string name, string state, double offset = 0) =>
        new()
        {
            Name = name,
            State = state,
            Cores = 2,
            Iterations = 7,
            ClockOffset = TimeSpan.FromMilliseconds(offset),
            ClockError = TimeSpan.FromMilliseconds(2),
        };
}
