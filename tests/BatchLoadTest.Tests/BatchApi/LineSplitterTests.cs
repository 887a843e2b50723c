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
        var splitter = new LineSplitter(LineSplitter.DefaultMaxLine, (_, _) => Assert.Fail("no line is that long"));
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

    // A bound of 4: each way of cutting must give the same lines, and the same lengths and first bytes
    // of those that are skipped.
    [Theory]
    [InlineData("abcd\nx\n", "abcd|x")]
    [InlineData("abcde\nx\n", "5:abcde|x")]
    [InlineData("x\nabcdefg", "x|7:abcde")]
    [InlineData("abcdef\nghijk\nx", "6:abcde|5:ghijk|x")]
    [InlineData("abcdefgh\n\nx\n", "8:abcde||x")]
    public void Consume_LineAboveTheBound_IsSkippedToItsEnd(string text, string expected)
    {
        for (var cuts = 0; cuts < 1 << 12; cuts++)
        {
            Assert.Equal(expected, string.Join('|', SplitWithin(4, Encoding.UTF8.GetBytes(text), cuts)));
        }
    }

    [Fact]
    public void Consume_HugeLine_HoldsOnlyItsBeginning()
    {
        (int Shown, long Length) skipped = default;
        var splitter = new LineSplitter(1_000_000, (beginning, length) => skipped = (beginning.Length, length));
        var piece = Enumerable.Repeat((byte)'x', 64 * 1024).ToArray();
        splitter.Consume(piece, _ => { });
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 2_000; i++)
        {
            splitter.Consume(piece, _ => Assert.Fail("it has no end"));
        }

        splitter.Complete(_ => Assert.Fail("it is too long"));

        // 125 MB of line; the bound and what growing up to it takes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
        Assert.Equal((4096, 2_000L * 64 * 1024), skipped);
    }

    private static List<string> SplitWithin(int maxLine, byte[] bytes, int cuts)
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(
            maxLine,
            (beginning, length) => lines.Add($"{length}:{Encoding.UTF8.GetString(beginning[..5])}")
        );
        var begin = 0;
        for (var i = 1; i <= bytes.Length; i++)
        {
            if (i == bytes.Length || ((cuts >> (i % 12)) & 1) != 0)
            {
                splitter.Consume(bytes.AsSpan(begin, i - begin), line => lines.Add(Encoding.UTF8.GetString(line)));
                begin = i;
            }
        }

        splitter.Complete(line => lines.Add(Encoding.UTF8.GetString(line)));
        return lines;
    }

    private static List<string> Split(ReadOnlySpan<byte> bytes, int cuts)
    {
        var splitter = new LineSplitter(LineSplitter.DefaultMaxLine, (_, _) => Assert.Fail("no line is that long"));
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
