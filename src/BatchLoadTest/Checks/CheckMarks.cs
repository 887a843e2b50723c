using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Checks;

/// <summary>The signs before what was seen.</summary>
/// <param name="isUnicode">Whether the output shows more than ASCII, as a log does not.</param>
internal sealed class CheckMarks(bool isUnicode)
{
    /// <summary>What they mean.</summary>
    public string Legend =>
        $"{Of(CheckVerdict.Passed).TrimEnd()} as required, {Of(CheckVerdict.Failed).TrimEnd()} a must that is not kept, ! differs, ? not seen, - not made";

    /// <summary>A verdict's tone.</summary>
    public static Tone ToneOf(CheckVerdict verdict) =>
        verdict switch
        {
            CheckVerdict.Passed => Tone.Good,
            CheckVerdict.Failed => Tone.Bad,
            CheckVerdict.Noted => Tone.Warning,
            _ => Tone.Faint,
        };

    /// <summary>A verdict's sign, as wide as all of them.</summary>
    public string Of(CheckVerdict verdict) =>
        verdict switch
        {
            CheckVerdict.Passed => isUnicode ? "✓ " : "ok   ",
            CheckVerdict.Failed => isUnicode ? "✗ " : "FAIL ",
            CheckVerdict.Noted => isUnicode ? "! " : "!    ",
            CheckVerdict.NotSeen => isUnicode ? "? " : "?    ",
            _ => isUnicode ? "- " : "-    ",
        };
}
