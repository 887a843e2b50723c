using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads which batches of a mock server miss their window: <c>1h=20%</c>, or several with commas between them.</summary>
public static class WindowMissText
{
    /// <summary>Reads one or more.</summary>
    public static Parsed<IReadOnlyList<WindowMiss>> Parse(string text)
    {
        List<WindowMiss> misses = [];
        foreach (var part in text.Split(','))
        {
            var sides = part.Split('=');
            var window = sides[0].Trim();
            if (
                sides.Length != 2
                || !CompletionWindow.TryRead(window, out _)
                || ShareText.Parse(sides[1]) is not { Problem: null, Value: var share }
            )
            {
                return Parsed.Bad<IReadOnlyList<WindowMiss>>(
                    "must be a completion window and a share from 0 to 1, such as 1h=20%, or several with commas between"
                );
            }

            misses.Add(new WindowMiss(window, share));
        }

        return Parsed.Ok<IReadOnlyList<WindowMiss>>(misses);
    }
}
