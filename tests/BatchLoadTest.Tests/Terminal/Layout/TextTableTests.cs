using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Tests.Terminal.Layout;

public sealed class TextTableTests
{
    private static readonly Cell Long = new(Tone.Plain, "1,234,567", "1234567", "1.23M");

    [Fact]
    public void Lay_AlignsTextLeftAndNumbersRight()
    {
        var table = new TextTable(TextColumn.Text("step"), new TextColumn("requests"));
        table.Add("upload", "12");
        table.Add("key", "1");

        Assert.Equal(["step     requests", "upload         12", "key             1"], Text(table, 17));
    }

    [Theory]
    [InlineData(40, "a   1,234,567   1,234,567")]
    [InlineData(21, "a 1,234,567 1,234,567")]
    [InlineData(20, "a   1234567   1234567")]
    [InlineData(14, "a  1.23M  1.23M")]
    public void Lay_TakesShorterFormsBeforeItDropsColumns(int width, string expected)
    {
        var table = new TextTable(TextColumn.Text(""), new TextColumn(""), new TextColumn("") { Dispensable = 1 });
        table.Add("a", Long, Long);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Words(Text(table, width)[1]));
        Assert.True(Text(table, width)[1].Length <= width);
    }

    [Fact]
    public void Lay_DropsTheMostDispensableColumnFirst()
    {
        var table = new TextTable(
            TextColumn.Text("id"),
            new TextColumn("min") { Dispensable = 2 },
            new TextColumn("mean") { Dispensable = 1 },
            new TextColumn("max")
        );
        table.Add("a", "111111", "222222", "333333");

        Assert.Equal(["a", "222222", "333333"], Words(Text(table, 18)[1]));
        Assert.Equal(["a", "333333"], Words(Text(table, 14)[1]));
    }

    [Fact]
    public void Lay_CutsTheFlexibleColumnOnly()
    {
        var table = new TextTable(TextColumn.Text("kind"), TextColumn.Text("words") with { Flexible = true });
        table.Add("http_500", "a long story about a database");

        Assert.Equal("http_500  a long story a…", Text(table, 25)[1]);
    }

    [Fact]
    public void Lay_WhereNothingHelps_StillIsNotWider()
    {
        var table = new TextTable(TextColumn.Text("id"), new TextColumn("count"));
        table.Add("a step with a name", "1234567");

        Assert.All(table.Lay(10, Glyphs.Unicode), line => Assert.True(line.Width <= 10));
    }

    [Fact]
    public void Add_WithAMissingCell_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextTable(TextColumn.Text("id")).Add("a", "b"));

    private static string[] Text(TextTable table, int width) =>
        [.. table.Lay(width, Glyphs.Unicode).Select(line => line.ToString())];

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
