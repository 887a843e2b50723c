using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What searches with several sizes of batches have found, in words.</summary>
public static class SizeSentences
{
    private const string OfUsers = "users";

    /// <summary>A line for each size, and with several of them one for each of the two ceilings.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<CapacityReport> searches)
    {
        var ceilings = new SizeCeilings([.. searches.Select(Found)]);
        // Where users are raised, a search says nothing of batches a second.
        var isCompared = searches.Count > 1 && searches.All(each => each.Unit != OfUsers);
        foreach (var search in searches)
        {
            var size = Found(search);
            yield return $"{Size(search)} a batch: {search.Result.Text(search.Unit)}"
                + (
                    search.Unit == OfUsers || size is { Lower: null, Upper: null }
                        ? ""
                        : $"; {Range(size.Lower * size.Rows, size.Upper * size.Rows)} rows/s"
                )
                + (isCompared ? Binding(ceilings.At(size)) : "");
        }

        if (isCompared)
        {
            yield return Ceiling("batches/s", ceilings.Batches, CeilingKind.Batches);
            yield return Ceiling("rows/s", ceilings.Rows, CeilingKind.Rows);
        }

        string Ceiling(string unit, (double Lower, double? Upper) range, CeilingKind kind)
        {
            var where = searches.Where(each => ceilings.At(Found(each)) == kind).Select(Size).ToList();
            return $"ceiling in {unit}: {Range(range.Lower > 0 ? range.Lower : null, range.Upper)}, "
                + (where.Count > 0 ? $"binds at {string.Join(", ", where)} a batch" : "not met with these sizes");
        }
    }

    private static SizeFound Found(CapacityReport search) =>
        new(search.RowsPerBatch, search.Result.Lower, search.Result.Upper);

    private static string Size(CapacityReport search) => Figures.Of((long)search.RowsPerBatch, "row");

    private static string Binding(CeilingKind kind) =>
        kind switch
        {
            CeilingKind.Batches => "; batches a second bind",
            CeilingKind.Rows => "; rows a second bind",
            _ => "; which ceiling binds is open",
        };

    private static string Range(double? from, double? to) =>
        (from, to) switch
        {
            ({ } lower, { } upper) => $"{lower:0.###} to {upper:0.###}",
            ({ } lower, null) => $"at least {lower:0.###}",
            (null, { } upper) => $"below {upper:0.###}",
            _ => "unknown",
        };
}
