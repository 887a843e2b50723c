namespace BatchLoadTest.Scenarios.Results;

/// <summary>Tells two of the rows of a file.</summary>
public sealed class FinalRowsOfBoth(IFinalRows one, IFinalRows other) : IFinalRows
{
    /// <summary>One that tells each that is there; null where none is.</summary>
    public static IFinalRows? Of(IFinalRows? one, IFinalRows? other) =>
        one is null ? other
        : other is null ? one
        : new FinalRowsOfBoth(one, other);

    /// <inheritdoc/>
    public void Begin()
    {
        one.Begin();
        other.Begin();
    }

    /// <inheritdoc/>
    public void Take(int row, long place, ReadOnlySpan<byte> line)
    {
        one.Take(row, place, line);
        other.Take(row, place, line);
    }

    /// <inheritdoc/>
    public void End()
    {
        one.End();
        other.End();
    }
}
