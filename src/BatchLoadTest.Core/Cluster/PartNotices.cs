namespace BatchLoadTest.Cluster;

/// <summary>What a reader of the report must know of the workers of a run, a line each.</summary>
internal static class PartNotices
{
    /// <summary>What became of each, and what they have said at their end: what several have said, once.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<ClusterPart> parts) =>
        [
            .. parts.Select(part => part.Loss).OfType<string>(),
            .. parts
                .Where(part => part.End is not null)
                .SelectMany(part => part.End!.Notices.Select(line => (part.Hello.Name, Line: line)))
                .GroupBy(each => each.Line, StringComparer.Ordinal)
                .Select(same =>
                    same.Count() == parts.Count
                        ? same.Key
                        : $"worker {string.Join(", ", same.Select(each => each.Name))}: {same.Key}"
                ),
        ];

    /// <summary>Seconds that came too late.</summary>
    public static IEnumerable<string> OfLate(long seconds) =>
        seconds > 0
            ? [$"{seconds} seconds came of workers that were taken for dead by then: they are in no figure"]
            : [];
}
