namespace BatchLoadTest.NBomber.Mapping;

/// <summary>NBomber's counts against those of what was handed to it.</summary>
internal static class CountComparison
{
    /// <summary>Each difference in a line; empty where the counts agree.</summary>
    /// <param name="ours">Iterations under <paramref name="iterations"/>, and steps by name.</param>
    /// <param name="theirs">The same as NBomber has it; a name that is missing counts as nothing.</param>
    /// <param name="iterations">The name that stands for iterations.</param>
    public static IReadOnlyList<string> Differences(
        IReadOnlyDictionary<string, StepCount> ours,
        IReadOnlyDictionary<string, StepCount> theirs,
        string iterations
    ) =>
        [
            .. ours
                .Keys.Union(theirs.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Where(name => Of(ours, name) != Of(theirs, name))
                .Select(name =>
                    $"NBomber's own report has {Of(theirs, name)} "
                    + $"{(name == iterations ? "iterations" : $"'{name}' steps")}, this program {Of(ours, name)}; "
                    + "the verdict is by this program's figures"
                ),
        ];

    private static StepCount Of(IReadOnlyDictionary<string, StepCount> counts, string name) =>
        counts.GetValueOrDefault(name, StepCount.None);
}
