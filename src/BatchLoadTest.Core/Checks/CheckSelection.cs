using System.Text.RegularExpressions;

namespace BatchLoadTest.Checks;

/// <summary>Which checks are wanted: by group (<c>preflight</c>), id, or a pattern with <c>*</c> such as <c>cancel*</c>.</summary>
public sealed class CheckSelection
{
    private readonly IReadOnlyList<(string Text, Regex Pattern)> only;
    private readonly IReadOnlyList<(string Text, Regex Pattern)> skip;

    /// <summary>A selection.</summary>
    /// <param name="only">Those that are wanted; empty for all.</param>
    /// <param name="skip">Those of them that are not.</param>
    public CheckSelection(IEnumerable<string> only, IEnumerable<string> skip)
    {
        this.only = [.. only.Select(text => (text, Pattern(text)))];
        this.skip = [.. skip.Select(text => (text, Pattern(text)))];
    }

    /// <summary>Whether a check is wanted.</summary>
    public bool Has(CheckInfo check) =>
        (only.Count == 0 || only.Any(each => Fits(each.Pattern, check))) && !Skips(check);

    /// <summary>Whether a check is not to be made.</summary>
    public bool Skips(CheckInfo check) => skip.Any(each => Fits(each.Pattern, check));

    /// <summary>Those that fit no check: a person has mistyped them.</summary>
    public IReadOnlyList<string> Strangers(IReadOnlyList<ICheck> all) =>
        [
            .. only.Concat(skip)
                .Where(each => !all.Any(check => Fits(each.Pattern, check.Info)))
                .Select(each => each.Text),
        ];

    private static bool Fits(Regex pattern, CheckInfo check) =>
        pattern.IsMatch(check.Id) || pattern.IsMatch(check.Group) || pattern.IsMatch(check.Name);

    private static Regex Pattern(string text) =>
        new(
            "^" + Regex.Escape(text.Trim()).Replace("\\*", ".*", StringComparison.Ordinal) + "$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
        );
}
