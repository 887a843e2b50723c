using System.Text;

namespace BatchLoadTest.BatchApi;

/// <summary>Names a <c>custom_id</c> that is no text as what it is.</summary>
internal static class OtherIdText
{
    private const int MaxShown = 80;

    /// <summary>Such as <c>the number 5</c> or <c>an object</c>.</summary>
    /// <param name="json">The value as written.</param>
    public static string Of(ReadOnlySpan<byte> json) =>
        json switch
        {
            [(byte)'{', ..] => "an object",
            [(byte)'[', ..] => "an array",
            [(byte)'t' or (byte)'f', ..] => $"the word {Shown(json)}",
            _ => $"the number {Shown(json)}",
        } + ", not a text";

    private static string Shown(ReadOnlySpan<byte> json) =>
        Encoding.UTF8.GetString(json[..Math.Min(json.Length, MaxShown)]) + (json.Length > MaxShown ? "…" : "");
}
