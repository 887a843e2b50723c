namespace BatchLoadTest.Settings.Sources;

/// <summary>What one layer says of a setting.</summary>
/// <param name="Texts">The values as written; one, unless the setting is repeatable.</param>
/// <param name="Source">Where they stand, in words, for reports.</param>
/// <param name="Origin">The same as part of a sentence, for errors.</param>
internal sealed record GivenValue(IReadOnlyList<string> Texts, string Source, string Origin)
{
    /// <summary>The setting's own default.</summary>
    public static GivenValue OfDefault(string text) => new([text], "default", "by default");

    /// <summary>A value whose source can follow the word "from".</summary>
    public static GivenValue From(string source, params IReadOnlyList<string> texts) =>
        new(texts, source, "from " + source);
}
