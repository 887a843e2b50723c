namespace BatchLoadTest.Capacity.Levels;

/// <summary>One second of a level, as the load test counted it itself.</summary>
/// <param name="UnfinishedRows">
/// Rows of batches that were created and not ended; their mean over the second. The rows of a batch count until the
/// batch ends, however many of them are done.
/// </param>
/// <param name="IntendedStarts">Batches that were due in this second.</param>
/// <param name="AppliedStarts">Of those, how many were started in time, wherever the service then turned them away.</param>
/// <param name="EndedRows">Rows of the batches whose end was seen in this second, whatever their end was.</param>
/// <param name="RefusedBatches">Batches that the service turned away for lack of capacity.</param>
/// <param name="IsDoubtful">Whether the generator or its machine was the limit in this second.</param>
public readonly record struct LevelSecond(
    double UnfinishedRows,
    int IntendedStarts,
    int AppliedStarts,
    double EndedRows,
    int RefusedBatches = 0,
    bool IsDoubtful = false
);
