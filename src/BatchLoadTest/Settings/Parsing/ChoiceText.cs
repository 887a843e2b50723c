namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads one of a few words, in any case.</summary>
public static class ChoiceText
{
    /// <summary>One of <paramref name="choices"/>; errors list them in this order.</summary>
    public static ValueParser<T> Of<T>(params (string Word, T Value)[] choices) =>
        text =>
        {
            foreach (var (word, value) in choices)
            {
                if (word.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
                {
                    return Parsed.Ok(value);
                }
            }

            return Parsed.Bad<T>("must be " + Words.Either([.. choices.Select(choice => choice.Word)]));
        };
}
