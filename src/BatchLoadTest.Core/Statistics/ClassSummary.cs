using BatchLoadTest.Load;

namespace BatchLoadTest.Statistics;

/// <summary>The figures of one class of batches: those that a run has, of its requests and batches only.</summary>
/// <param name="Terms">What was asked for.</param>
/// <param name="Figures">What was measured. Of silence, starts, pace and the generator it knows nothing.</param>
public sealed record ClassSummary(ClassTerms Terms, RunSnapshot Figures)
{
    /// <summary>Share of the batches created that are of this class, 0 to 1; null where none was created at all.</summary>
    /// <param name="created">Batches created of all classes.</param>
    public double? AppliedShare(long created) => created == 0 ? null : (double)Figures.Batches.Created / created;
}
