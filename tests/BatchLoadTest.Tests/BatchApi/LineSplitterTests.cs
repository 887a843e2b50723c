using System.Text;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class LineSplitterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("a\nb", "a|b")]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData("a\n\nb", "a||b")]
    [InlineData("\n", "")]
    [InlineData("\n\n", "|")]
    [InlineData("Zeile mit ö und 😀\nnächste", "Zeile mit ö und 😀|nächste")]
    public void Consume_EveryWayOfCutting_GivesTheSameLines(string text, string lines)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var expected = text.Length == 0 ? [] : lines.Split('|');

        // Each bit says whether there is a cut before that byte; longer texts get random cuts.
        var random = new Random(1);
        var ways = bytes.Length <= 10 ? 1 << bytes.Length : 500;
        for (var way = 0; way < ways; way++)
        {
            var cuts = bytes.Length <= 10 ? way : random.Next();
            Assert.Equal(expected, Split(bytes, cuts), StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Consume_LinesOfAllLengthsInRandomPieces_AreWhole()
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 200).Select(_ => new string('x', random.Next(0, 5_000))).ToList();
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n").AsSpan();
        var splitter = new LineSplitter();
        var found = new List<string>();
        while (!bytes.IsEmpty)
        {
            var length = Math.Min(bytes.Length, random.Next(1, 3_000));
            splitter.Consume(bytes[..length], line => found.Add(Encoding.UTF8.GetString(line)));
            bytes = bytes[length..];
        }

        splitter.Complete(line => found.Add(Encoding.UTF8.GetString(line)));

        Assert.Equal(lines, found, StringComparer.Ordinal);
    }

    private static List<string> Split(ReadOnlySpan<byte> bytes, int cuts)
    {
        var splitter = new LineSplitter();
        var lines = new List<string>();
        var begin = 0;
        for (var i = 1; i <= bytes.Length; i++)
        {
            if (i == bytes.Length || ((cuts >> (i % 31)) & 1) != 0)
            {
                splitter.Consume(bytes[begin..i], line => lines.Add(Encoding.UTF8.GetString(line)));
                begin = i;
            }
        }

        splitter.Complete(line => lines.Add(Encoding.UTF8.GetString(line)));
        return lines;
    }
}
