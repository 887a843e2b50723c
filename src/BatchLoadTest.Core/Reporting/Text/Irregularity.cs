namespace BatchLoadTest.Reporting.Text;

/// <summary>Something that the service must not have done.</summary>
/// <param name="Count">How often.</param>
/// <param name="Words">What, to follow the count.</param>
/// <param name="IsOfBatches">Whether batches are counted; else it is answers, and the words say so.</param>
public readonly record struct Irregularity(long Count, string Words, bool IsOfBatches);
