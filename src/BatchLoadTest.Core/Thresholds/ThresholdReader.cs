namespace BatchLoadTest.Thresholds;

/// <summary>Reads the parts of a threshold's text one after the other, and keeps the first thing that is wrong.</summary>
/// <param name="text">The threshold.</param>
internal sealed class ThresholdReader(string text)
{
    private static readonly string[] Units = ["ms", "s", "m", "h", "%", "/s", "over", "from", "abort"];

    // Longest first: what begins like another.
    private static readonly (string Text, ThresholdOperator Operator)[] Operators =
    [
        ("<=", ThresholdOperator.LessOrEqual),
        (">=", ThresholdOperator.GreaterOrEqual),
        ("==", ThresholdOperator.Equal),
        ("!=", ThresholdOperator.NotEqual),
        ("<", ThresholdOperator.Less),
        (">", ThresholdOperator.Greater),
    ];

    private int next;

    /// <summary>The whole text.</summary>
    public string Text => text;

    /// <summary>What is wrong; null as long as nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether anything but white space is left.</summary>
    public bool HasMore
    {
        get
        {
            SkipSpace();
            return next < text.Length;
        }
    }

    private int At => next + 1;

    /// <summary>Notes what is wrong.</summary>
    public T? Fail<T>(string problem)
        where T : class
    {
        Problem ??= problem;
        return null;
    }

    /// <summary>Notes what should stand at a character; where none is given, at the next.</summary>
    public T? Expected<T>(string what, int? at = null)
        where T : class
    {
        SkipSpace();
        return Fail<T>(
            $"'{text}' is not a threshold: at character {at ?? At} {what}; write METRIC OPERATOR VALUE [over TIME] "
                + "[from TIME] [abort], such as 'create.p95 < 500ms'"
        );
    }

    /// <summary>A metric's name; null where none stands here.</summary>
    public (string Text, int At)? Name()
    {
        SkipSpace();
        var isName = next < text.Length && (char.IsAsciiLetter(text[next]) || text[next] == '_');
        if (!isName)
        {
            return null;
        }

        var (name, at) = Take(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
        return (name + Selector(), at);
    }

    // What a metric is of: [class=big].
    private string Selector()
    {
        var end = next < text.Length && text[next] == '[' ? text.IndexOf(']', next) : -1;
        if (end < 0)
        {
            return "";
        }

        var selector = text[next..(end + 1)];
        next = end + 1;
        return selector;
    }

    /// <summary>An operator; null where none stands here.</summary>
    public ThresholdOperator? Operator()
    {
        SkipSpace();
        foreach (var (word, known) in Operators)
        {
            if (text.AsSpan(next).StartsWith(word, StringComparison.Ordinal))
            {
                next += word.Length;
                return known;
            }
        }

        return null;
    }

    /// <summary>A number, which has digits on both sides of its point; null where none stands here.</summary>
    public (string Text, int At)? Number()
    {
        SkipSpace();
        var (digits, at) = Take(char.IsAsciiDigit);
        if (digits.Length == 0)
        {
            return null;
        }

        if (next + 1 < text.Length && text[next] == '.' && char.IsAsciiDigit(text[next + 1]))
        {
            next++;
            digits += "." + Take(char.IsAsciiDigit).Text;
        }

        return (digits, at);
    }

    /// <summary>A unit; empty where a clause or the end stands here, null where something else does.</summary>
    public string? Unit()
    {
        SkipSpace();
        var begin = next;
        var word = Take(static c => !char.IsWhiteSpace(c)).Text;
        if (word.Length > 0 && (!Units.Contains(word, StringComparer.Ordinal) || word is "over" or "from" or "abort"))
        {
            next = begin;
        }

        // A clause needs a space before it: 5over is a slip.
        return word.Length == 0 ? ""
            : !Units.Contains(word, StringComparer.Ordinal) ? null
            : word is not ("over" or "from" or "abort") ? word
            : char.IsWhiteSpace(text[begin - 1]) ? ""
            : null;
    }

    /// <summary>The next word.</summary>
    public (string Text, int At) Word()
    {
        SkipSpace();
        return Take(static c => !char.IsWhiteSpace(c));
    }

    /// <summary>A time of whole seconds; null, and noted, where none stands here.</summary>
    /// <param name="longest">The longest that is allowed.</param>
    /// <param name="clause">Whose time it is.</param>
    public TimeSpan? Time(TimeSpan longest, string clause)
    {
        SkipSpace();
        var at = At;
        var number = Number();
        var unit = Unit();
        var seconds =
            number is { } known && unit is "s" or "m" or "h"
                ? ThresholdValues.Limit(MetricUnit.Milliseconds, known.Text, unit) / 1_000
                : null;
        if (seconds is >= 1 && seconds <= longest.TotalSeconds && seconds.Value == Math.Floor(seconds.Value))
        {
            return TimeSpan.FromSeconds(seconds.Value);
        }

        Expected<string>(
            $"'{clause}' wants whole seconds from 1s to {(int)longest.TotalHours}h, such as 30s or 2m",
            at
        );
        return null;
    }

    private (string Text, int At) Take(Func<char, bool> isPart)
    {
        var begin = next;
        while (next < text.Length && isPart(text[next]))
        {
            next++;
        }

        return (text[begin..next], begin + 1);
    }

    private void SkipSpace() => Take(char.IsWhiteSpace);
}
