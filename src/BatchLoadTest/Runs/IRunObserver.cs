using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Told of a run as it begins, goes on and ends, from several threads: how the page sees it.</summary>
public interface IRunObserver : IIntervalSink
{
    /// <summary>The load is about to start; the run can be asked and changed from now on.</summary>
    void Started(LoadTestRun run);

    /// <summary>There is a new snapshot; once a second, after its interval was written.</summary>
    void Updated();

    /// <summary>Something was said to the person, before, during or after the run.</summary>
    void Noted(NoteLevel level, string text);

    /// <summary>Everything is written.</summary>
    /// <param name="report">The run.</param>
    /// <param name="files">Full paths of its report files.</param>
    void Ended(RunReport report, IReadOnlyList<string> files);
}
