namespace BatchLoadTest.Tests.Support.Parts;

/// <summary>
/// Tests whose part is missing: where <c>BATCH_LOAD_TEST_REQUIRE_ALL=1</c>, as in <c>.ci/run</c>, each runs, and fails for want
/// of it. On a person's machine one of them stands for all, and is skipped with the part's name and their number.
/// </summary>
internal static class Requirement
{
    /// <summary>Whether a missing part is a failure.</summary>
    public static bool IsAllRequired => Environment.GetEnvironmentVariable("BATCH_LOAD_TEST_REQUIRE_ALL") == "1";

    /// <summary>What to run of tests, and of each missing part how many tests need it.</summary>
    /// <param name="tests">In their order.</param>
    /// <param name="needs">The names of the parts that a test needs.</param>
    /// <param name="isMissing">By a part's name.</param>
    public static (
        IReadOnlyList<T> Run,
        IReadOnlyDictionary<T, (string Part, int Tests)> Skipped
    ) OneForEachMissingPart<T>(IEnumerable<T> tests, Func<T, IEnumerable<string>> needs, Func<string, bool> isMissing)
        where T : class
    {
        List<T> run = [];
        Dictionary<string, (T First, int Tests)> missing = new(StringComparer.Ordinal);
        foreach (var test in tests)
        {
            var part = needs(test).FirstOrDefault(isMissing);
            if (part is null)
            {
                run.Add(test);
            }
            else if (missing.TryGetValue(part, out var known))
            {
                missing[part] = (known.First, known.Tests + 1);
            }
            else
            {
                missing.Add(part, (test, 1));
                run.Add(test);
            }
        }

        return (run, missing.ToDictionary(each => each.Value.First, each => (each.Key, each.Value.Tests)));
    }

    /// <summary>Whether tests of a part are skipped: it is missing, and may be. An unknown name is a mistake in a test.</summary>
    public static bool IsSkipped(string name) =>
        Find(name) is var part && (part.IsOptional || !IsAllRequired) && !part.IsThere.Value;

    /// <summary>Why tests of a part are skipped.</summary>
    public static string Reason(string name, int tests) =>
        $"{(tests == 1 ? "1 test needs" : $"{tests} tests need")} {Find(name).Description}";

    private static Part Find(string name) =>
        InstalledParts.All.FirstOrDefault(part => part.Name == name)
        ?? throw new InvalidOperationException($"No part is called '{name}'.");
}
