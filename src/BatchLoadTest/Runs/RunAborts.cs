using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Ends a run that a threshold need not wait for, and tells the person.</summary>
/// <param name="watch">Says when.</param>
/// <param name="control">Ends it.</param>
/// <param name="view">Where a person sees it.</param>
/// <param name="patience">How long what runs may go on.</param>
internal sealed class RunAborts(AbortWatch watch, RunControl control, IRunView view, TimeSpan patience)
{
    /// <summary>A second is over.</summary>
    /// <param name="figures">The figures of the whole run.</param>
    public void SecondEnded(RunSnapshot figures)
    {
        if (!control.IsLoadOver && watch.Judge(figures) is { } abort && control.AbortFor(abort))
        {
            view.Note(
                NoteLevel.Error,
                $"{AbortWords.Of(abort)}; waiting up to {patience.TotalSeconds:0.#} s for what runs"
            );
        }
    }
}
