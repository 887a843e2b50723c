using BatchLoadTest.Scenarios.Reading;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads when output is read.</summary>
internal static class ReadModeText
{
    /// <summary>Reads the word.</summary>
    public static ValueParser<ReadMode> Parse { get; } =
        ChoiceText.Of(("end", ReadMode.End), ("poll", ReadMode.Poll), ("follow", ReadMode.Follow));
}
