using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings;

/// <summary>A setting together with the reader of its values.</summary>
/// <param name="Name">Name of the option without dashes.</param>
/// <param name="Parse">Reads one value.</param>
public sealed record Setting<T>(string Name, ValueParser<T> Parse) : Setting(Name)
{
    /// <inheritdoc/>
    public override string? ProblemOf(string text) => Parse(text).Problem;
}
