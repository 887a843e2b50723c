using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Notified of a run as it begins, goes on and ends, from several threads: how the page sees it.</summary>
internal interface IRunObserver : IIntervalSink
{
    /// <summary>The load is about to start.</summary>
    /// <param name="steering">How the run is changed and ended from now on.</param>
    /// <param name="first">How it stands before its first second.</param>
    void Started(RunSteering steering, RunMoment first);

    /// <summary>How the run stands; once a second, after its interval was written, from the same thread.</summary>
    void SecondEnded(RunMoment moment);

    /// <summary>
    /// A person or a signal has changed or stopped the run: what is wanted and where the run is are new, its figures are
    /// those of the last second.
    /// </summary>
    void Steered(RunMoment moment);

    /// <summary>Something was said to the person, before, during or after the run.</summary>
    void Noted(NoteLevel level, string text);

    /// <summary>Everything is written.</summary>
    /// <param name="report">The run.</param>
    /// <param name="files">Full paths of its report files, and of its journal.</param>
    void Ended(RunReport report, IReadOnlyList<string> files);
}
