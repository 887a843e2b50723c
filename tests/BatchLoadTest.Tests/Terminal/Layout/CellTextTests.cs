using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Tests.Terminal.Layout;

public sealed class CellTextTests
{
    [Theory]
    [InlineData("plain [red]text[/]", "plain [red]text[/]")]
    [InlineData("two\r\nlines\tand a tab", "two lines and a tab")]
    [InlineData("\e[2Jcleared\a", " [2Jcleared ")]
    [InlineData("c1 \u009b31m", "c1  31m")]
    [InlineData("right\u202eto\u2066left\u200b", "righttoleft")]
    [InlineData("new\u2028line", "new line")]
    [InlineData("whole 😀 face", "whole 😀 face")]
    public void Clean_LeavesNothingThatMovesTheCursor(string text, string expected) =>
        Assert.Equal(expected, CellText.Clean(text));

    // Not in the theory above: a compiler stores its texts as UTF-8, which knows no lone surrogates.
    [Fact]
    public void Clean_ReplacesLoneSurrogates() =>
        Assert.Equal("lone \ufffd surrogate", CellText.Clean("lone \ud83d surrogate"));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("漢字", 4)]
    [InlineData("e\u0301", 1)]
    public void Width_CountsCells(string text, int expected) => Assert.Equal(expected, CellText.Width(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("ab cdef", 4, "ab…")]
    [InlineData("漢字漢字", 4, "漢…")]
    [InlineData("abcdef", 1, "a")]
    [InlineData("abcdef", 0, "")]
    public void Cut_NeverIsWider(string text, int width, string expected) =>
        Assert.Equal(expected, CellText.Cut(text, width, "…"));
}
