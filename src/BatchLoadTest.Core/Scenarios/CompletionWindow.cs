using System.Globalization;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios;

/// <summary>How long a service may take for a batch.</summary>
public static class CompletionWindow
{
    // The service's stamps are whole seconds, and it begins to count a moment after we do.
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether the window of a batch was still open; also where nobody knows how long it is, such as <c>background</c>.
    /// </summary>
    /// <param name="batch">The batch as last answered.</param>
    /// <param name="age">Time since its create request was sent.</param>
    /// <param name="asked">The window that was asked for, such as <c>24h</c>.</param>
    public static bool IsOpen(Batch batch, TimeSpan age, string asked) =>
        // Both by the service's clock, so that ours may differ.
        (batch.Times is { ExpiresAt: { } end, CreatedAt: { } begin } ? end - begin + Resolution : LengthOf(asked))
            is not { } length
        || age < length;

    /// <summary>
    /// The length of a window such as <c>30m</c>, <c>24h</c> or <c>7d</c>; null where it names none, or none above zero.
    /// </summary>
    /// <param name="window">The window in the service's words.</param>
    public static TimeSpan? LengthOf(string window)
    {
        var text = window.AsSpan().Trim();
        if (
            text.Length < 2
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number == 0
        )
        {
            return null;
        }

        return char.ToLowerInvariant(text[^1]) switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => number <= 10_000 ? TimeSpan.FromDays(number) : null,
            _ => null,
        };
    }
}
