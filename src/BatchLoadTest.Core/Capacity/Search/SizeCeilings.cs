namespace BatchLoadTest.Capacity.Search;

/// <summary>
/// The two ceilings of a service, in batches and in rows a second, from what was found for batches of several sizes: with s
/// rows a batch it takes the smaller one of the first and of the second divided by s.
/// </summary>
/// <remarks>
/// What was reached with any size is a lower bound of both ceilings. One binds at a size where the other, by that bound,
/// would have let more through than the size took; where neither can be ruled out, nothing is said.
/// </remarks>
public sealed class SizeCeilings
{
    private readonly IReadOnlyList<SizeFound> found;
    private readonly double leastBatches;
    private readonly double leastRows;

    /// <summary>From what was found, a search each.</summary>
    public SizeCeilings(IReadOnlyList<SizeFound> found)
    {
        this.found = found;
        leastBatches = found.Max(each => each.Lower) ?? 0;
        leastRows = found.Max(each => each.Lower * each.Rows) ?? 0;
    }

    /// <summary>Which one binds at a size.</summary>
    public CeilingKind At(SizeFound size) =>
        (size.Upper * size.Rows < leastRows, size.Upper < leastBatches) switch
        {
            (true, false) => CeilingKind.Batches,
            (false, true) => CeilingKind.Rows,
            _ => CeilingKind.Unknown,
        };

    /// <summary>Between which batches a second that ceiling lies; without an upper bound where it was not met.</summary>
    public (double Lower, double? Upper) Batches =>
        (leastBatches, found.Where(size => At(size) == CeilingKind.Batches).Min(size => size.Upper));

    /// <summary>Between which rows a second, likewise.</summary>
    public (double Lower, double? Upper) Rows =>
        (leastRows, found.Where(size => At(size) == CeilingKind.Rows).Min(size => size.Upper * size.Rows));
}
