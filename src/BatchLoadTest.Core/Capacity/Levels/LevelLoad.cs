namespace BatchLoadTest.Capacity.Levels;

/// <summary>What a level is asked to offer.</summary>
/// <param name="BatchesPerSecond">Above 0.</param>
/// <param name="RowsPerBatch">The same for all batches; the answer holds for this size.</param>
public readonly record struct LevelLoad(double BatchesPerSecond, double RowsPerBatch)
{
    /// <summary>Rows a second.</summary>
    public double RowsPerSecond => BatchesPerSecond * RowsPerBatch;
}
