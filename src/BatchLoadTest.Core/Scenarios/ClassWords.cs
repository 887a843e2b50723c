namespace BatchLoadTest.Scenarios;

/// <summary>Many classes of batches in a line.</summary>
public static class ClassWords
{
    private const int Most = 5;

    /// <summary>Such as <c>a, b, c, d, e and 45 more</c>; all of them where one more would not be shorter.</summary>
    /// <param name="texts">One a class.</param>
    public static string List(IReadOnlyList<string> texts) =>
        texts.Count <= Most + 1
            ? string.Join(", ", texts)
            : $"{string.Join(", ", texts.Take(Most))} and {texts.Count - Most} more";
}
