namespace BatchLoadTest.Statistics;

/// <summary>
/// Lengths of lists in classes, so that what a page takes can be seen against them in memory that does not grow: one class
/// below a page of 100, then 1, 2 and 5 times each power of ten.
/// </summary>
public static class ListSizes
{
    /// <summary>The shortest list of each class.</summary>
    public static IReadOnlyList<int> From { get; } =
    [0, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

    /// <summary>The class of a length.</summary>
    public static int Of(int items)
    {
        var size = From.Count - 1;
        while (size > 0 && items < From[size])
        {
            size--;
        }

        return size;
    }

    /// <summary>The longest list of a class; null for the last one.</summary>
    public static int? To(int size) => size + 1 < From.Count ? From[size + 1] - 1 : null;
}
