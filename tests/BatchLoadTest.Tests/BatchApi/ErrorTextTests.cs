using System.Text;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ErrorTextTests
{
    [Theory]
    [InlineData("""{"error":{"message":"no such model","type":"x","param":null,"code":"y"}}""", "no such model")]
    [InlineData("""{"message":"name taken","resource":"api_key"}""", "name taken")]
    [InlineData("""{"error":"too_many_requests","message":"slow down","retry_after_seconds":30}""", "slow down")]
    [InlineData("""{"error":"too_many_requests"}""", "too_many_requests")]
    [InlineData("""{"detail":"not found"}""", "not found")]
    [InlineData("""{"message":null,"error":{"message":"inner"}}""", "inner")]
    [InlineData("Batch not found", "Batch not found")]
    [InlineData("", "")]
    [InlineData("""{"code":17}""", """{"code":17}""")]
    [InlineData("""["odd"]""", """["odd"]""")]
    [InlineData("""{"error":{"message":"cut of""", """{"error":{"message":"cut of""")]
    public void FromBody_AsServicesDiffer_FindsTheWords(string body, string words) =>
        Assert.Equal(words, ErrorText.OneLine(ErrorText.FromBody(Encoding.UTF8.GetBytes(body))));

    [Fact]
    public void OneLine_LineBreaksAndControlCharacters_BecomeOneSpace() =>
        Assert.Equal("a b [31m c", ErrorText.OneLine("  a\r\n\tb\u001b[31m\0c\u2028\n"));

    [Fact]
    public void OneLine_LongText_IsCutWithoutBreakingACharacter()
    {
        var text = ErrorText.OneLine(new string('x', ErrorText.MaxLength - 1) + "😀😀😀");

        Assert.EndsWith("😀…", text, StringComparison.Ordinal);
        Assert.Equal(ErrorText.MaxLength + 2, text.Length);
    }

    [Theory]
    [InlineData("abc\u202Etxt.exe", "abc\\u202Etxt.exe")]
    [InlineData("\u2066x\u2069 \u200E\u200F\u061C", "\\u2066x\\u2069 \\u200E\\u200F\\u061C")]
    [InlineData("\u0645\u0631\u062D\u0628\u0627", "\u0645\u0631\u062D\u0628\u0627")]
    public void OneLine_CharactersThatTurnTheDirection_AreEscapes(string text, string shown) =>
        Assert.Equal(shown, ErrorText.OneLine(text));
}
