using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Tests.Terminal.Layout;

public sealed class WrappedTextTests
{
    [Fact]
    public void Lay_BreaksAtSpacesAndIndents() =>
        Assert.Equal(["label one two", "      three"], Text("label ", "one two three", 13));

    [Fact]
    public void Lay_FoldsAWordThatIsTooLongWithoutLosingAnyOfIt() =>
        Assert.Equal(["at  /a/very/lo", "    ng/path on", "    disk"], Text("at  ", "/a/very/long/path on disk", 14));

    [Fact]
    public void Lay_KeepsPiecesWhole() =>
        Assert.Equal(
            ["12 created", "= 10 completed", "+ 2 failed"],
            [
                .. WrappedText
                    .Lay(new Piece(""), [new("12 created"), new("= 10 completed"), new("+ 2 failed")], 15)
                    .Select(line => line.ToString()),
            ]
        );

    private static string[] Text(string label, string text, int width) =>
        [.. WrappedText.Lay(new Piece(label), text, width).Select(line => line.ToString())];
}
