using System.Text;
using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Scenarios.Reading;

/// <summary>What a client got of a running batch, judged by the file at the end.</summary>
public sealed class RunningReadTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly IRowIds ids = new Letters("abcdefgh");
    private long start;
    private RunningRead reads;

    public RunningReadTests()
    {
        start = clock.GetTimestamp();
        reads = NewReader(resumes: true);
    }

    public void Dispose() => reads.Dispose();

    [Fact]
    public void RowsThatOnlyCome_AreEachReadOnce()
    {
        Read("ab");
        Read("");
        Read("cde");
        Read("fgh", isLast: true);
        Final("abcdefgh");

        var found = Found();
        Assert.All(ReadFaults.All, fault => Assert.Equal(0, found[fault]));
        Assert.Equal(
            (true, 4, 5L, 0L, 0L),
            (found.IsJudged, found.Reads, found.EarlyRows, found.BytesAgain, found.Unread)
        );
        Assert.Equal(8, reads.Position);
    }

    [Fact]
    public void RowsThatCameBeforeThePosition_AreSkipped_AndThoseTheyPushedOnDoubled()
    {
        Read("ab");
        clock.Advance(TimeSpan.FromSeconds(2));
        Read("cd");
        // h came between b and c: line 5, with which the reader goes on, is d once more.
        Read("defg", isLast: true);
        Final("abhcdefg");

        var found = Found();
        Assert.Equal((1, 1), (found[ReadFault.Skipped], found[ReadFault.Doubled]));
        Assert.Equal(
            "d, line 5 of the file, by read 2 and by read 3",
            Assert.Single(found.Examples(ReadFault.Doubled))
        );
        Assert.Equal(Line('d').Length + 1, found.BytesAgain);
    }

    [Fact]
    public void SkippedRow_IsNamed_WithItsPlaceAndTheReadThatWentPastIt()
    {
        Read("ac");
        clock.Advance(TimeSpan.FromSeconds(2.5));
        Read("de");
        // b came between c and d.
        Read("efgh", isLast: true);
        Final("acbdefgh");

        var found = Found();
        Assert.Equal((1, 1), (found[ReadFault.Skipped], found[ReadFault.Doubled]));
        Assert.Equal(
            "b, line 3 of the file, passed over by read 2 (lines 3 to 4, after 2.5 s)",
            Assert.Single(found.Examples(ReadFault.Skipped))
        );
    }

    // What it would still have got is not lost on the way.
    [Fact]
    public void RowsBehindTheLastLine_OfAReaderWhoseLastReadFailed_AreUnreadAndNotSkipped()
    {
        Read("ab");
        Final("abcdefgh");

        var found = Found();
        Assert.Equal((0, 6), (found[ReadFault.Skipped], found.Unread));
    }

    [Fact]
    public void RowTwiceInTheFile_IsItsOwnDefect_AndNoneOfReading()
    {
        Read("aab");
        Read("cdefgh", isLast: true);
        Final("aabcdefgh");

        Assert.Equal(0, Found()[ReadFault.Doubled]);
    }

    [Fact]
    public void RowThatDiffers_IsChangedOnce_WhateverTheOrderOfItsMembers()
    {
        reads.Take(File(Line('a', "1") + "\n" + Line('b', "1")), isEarly: true);
        reads.Take(File($$$"""{"response":{"body":{"text":"1"},"status_code":200},"custom_id":"a"}"""), isEarly: true);
        reads.Take(File(Line('a', "2") + "\n" + Line('b', "2")), isEarly: true);
        reads.Take(File(Line('b', "3")), isEarly: true);
        Final("abcdefgh", "1");

        var found = Found();
        Assert.Equal(2, found[ReadFault.Changed]);
        Assert.Equal(["a, by read 3", "b, by read 3"], found.Examples(ReadFault.Changed));
    }

    [Fact]
    public void RowThatIsAnotherOneAtTheEnd_IsChanged_AndOneThatIsGoneHasVanished()
    {
        Read("ab");
        Read("cdefgh", isLast: true);
        Final("bcdefgh", "other");

        var found = Found();
        Assert.Equal((7, 1), (found[ReadFault.Changed], found[ReadFault.Vanished]));
        Assert.Equal("a, in read 1", Assert.Single(found.Examples(ReadFault.Vanished)));
    }

    [Fact]
    public void WrongLastLine_IsOneOfThatReadOnly()
    {
        var right = File(Line('a'));
        right.NoteLastLine(" 1 ");
        reads.Take(right, isEarly: true);
        var wrong = File(Line('b') + "\n" + Line('c'));
        wrong.NoteLastLine("4");
        reads.Take(wrong, isEarly: true);
        reads.Take(File(""), isEarly: true);

        var found = Found();
        Assert.Equal(1, found[ReadFault.WrongLastLine]);
        Assert.Equal("read 2, lines 2 to 3: X-Last-Line 4", Assert.Single(found.Examples(ReadFault.WrongLastLine)));
        // Of what only the file at the end tells nothing is said.
        Assert.False(found.IsJudged);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"custom_id":"z","response":{}}""")]
    [InlineData("{\"custom_id\":")]
    public void LineThatIsNoRow_CountsAsALineOfTheFile(string line)
    {
        reads.Take(File(line + "\n" + Line('a')), isEarly: true);

        Assert.Equal((1, 2L), (Found()[ReadFault.Unreadable], reads.Position));
    }

    // A file that was cut off is read once more.
    [Fact]
    public void FileAtTheEnd_ReadAgain_IsJudgedOnce()
    {
        Read("ac");
        Read("defgh", isLast: true);
        Final("acb", isWhole: false);
        Assert.False(Found().IsJudged);
        Final("acbdefgh");

        var found = Found();
        Assert.Equal((true, 1, 0), (found.IsJudged, found[ReadFault.Skipped], found[ReadFault.Vanished]));
    }

    [Fact]
    public void FirstRowAndProgress_AreTakenWhenTheyCame()
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        Read("");
        clock.Advance(TimeSpan.FromSeconds(1));
        Read("ab");
        clock.Advance(TimeSpan.FromSeconds(4));
        Read("cdef");
        clock.Advance(TimeSpan.FromSeconds(4));
        Read("gh", isLast: true);

        var found = reads.Findings(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(2), found.FirstRow);
        Assert.Equal([0, 2, 2, 2, 2, 6, 6, 6, 6], found.Progress);
    }

    // Nothing says that one is skipped: the file at the end is the next read.
    [Fact]
    public void WholeFileEachTime_IsReadFromItsBeginning_AndWhatCameBeforeIsSentAgain()
    {
        reads.Dispose();
        reads = NewReader(resumes: false);
        Read("ab");
        Assert.Equal(0, reads.Position);
        Read("cab");
        Read("cab");
        Final("abcdefgh");

        var found = Found();
        Assert.All(ReadFaults.All, fault => Assert.Equal(0, found[fault]));
        Assert.Equal((3L, 0L), (found.EarlyRows, found.Unread));
        Assert.Equal(5 * (Line('a').Length + 1), found.BytesAgain);
    }

    [Fact]
    public void RowsThatAreOnlyCounted_NothingIsJudged()
    {
        reads.Dispose();
        reads = new RunningRead(null, resumes: true, 1_000_000, clock, start);
        Read("ab");
        Read("cdefgh", isLast: true);
        Final("abcdefgh");

        var found = Found();
        Assert.Equal((false, 8L, 2L), (found.IsJudged, reads.Position, found.EarlyRows));
    }

    // Whoever goes on with the batch finds what one would have found that had read all of it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadOnByAnotherProcess_FindsWhatOneWouldHaveFound(bool resumes)
    {
        ReadFindings[] found =
        [
            .. new[] { false, true }.Select(isHandedOn =>
            {
                reads.Dispose();
                List<BatchRead> told = [];
                reads = NewReader(resumes, told);
                var fromBeginning = !resumes;
                clock.Advance(TimeSpan.FromSeconds(1));
                Read("");
                Read("ab");
                var wrong = File(Line('c', "2") + "\nno json\n" + Line('b'));
                wrong.NoteLastLine("17");
                reads.Take(wrong, isEarly: true);
                clock.Advance(TimeSpan.FromSeconds(1));
                Read(fromBeginning ? "abcd" : "d");
                var (position, age) = (reads.Position, clock.GetElapsedTime(start));
                if (isHandedOn)
                {
                    reads.Dispose();
                    reads = NewReader(resumes);
                    told.ForEach(read => reads.Restore(Sent(read)));
                }

                Assert.Equal((position, true), (reads.Position, reads.HasBegun));
                clock.Advance(TimeSpan.FromSeconds(1));
                Read(fromBeginning ? "abcde" : "de");
                Read(fromBeginning ? "abcdef" : "f", isLast: true);
                Final("bhcadef");
                var all = reads.Findings(age * 2);
                start = clock.GetTimestamp();
                return all;
            }),
        ];

        var (whole, handedOn) = (found[0], found[1]);
        Assert.True(whole.IsJudged);
        Assert.Contains(ReadFaults.All, fault => whole[fault] > 0);
        Assert.Equal(
            (whole.IsJudged, whole.Reads, whole.EarlyRows, whole.BytesAgain, whole.Unread, whole.FirstRow),
            (
                handedOn.IsJudged,
                handedOn.Reads,
                handedOn.EarlyRows,
                handedOn.BytesAgain,
                handedOn.Unread,
                handedOn.FirstRow
            )
        );
        Assert.Equal(whole.Progress, handedOn.Progress);
        Assert.All(
            ReadFaults.All,
            fault =>
            {
                Assert.Equal(whole[fault], handedOn[fault]);
                Assert.Equal(whole.Examples(fault), handedOn.Examples(fault));
            }
        );
    }

    // Eight bytes a row, and nothing where there was none.
    [Fact]
    public void Told_IsWhatIsNew()
    {
        reads.Dispose();
        List<BatchRead> told = [];
        reads = NewReader(resumes: false, told);
        Read("ab");
        Read("ab");
        Read("abc");

        Assert.Equal([(1, 1, 16), (2, 3, 8)], told.Select(read => (read.Index, read.Number, read.Lines.Length)));
        Assert.Equal(2 * (Line('a').Length + 1), told[1].BytesAgain);
    }

    private static BatchRead Sent(BatchRead read) =>
        JsonSerializer.Deserialize<BatchRead>(JsonSerializer.SerializeToUtf8Bytes(read))!;

    private RunningRead NewReader(bool resumes, List<BatchRead> told) =>
        new(ids, resumes, 1_000_000, clock, start) { Told = told.Add };

    private RunningRead NewReader(bool resumes) => new(ids, resumes, 1_000_000, clock, start);

    private ReadFindings Found() => reads.Findings(null);

    private void Read(string letters, bool isLast = false) =>
        reads.Take(File(string.Join('\n', letters.Select(letter => Line(letter)))), isEarly: !isLast);

    private PartialFile File(string content)
    {
        var file = reads.NewFile();
        file.Consume(Encoding.UTF8.GetBytes(content));
        Assert.Null(file.Complete());
        return file;
    }

    private void Final(string letters, string text = "1", bool isWhole = true)
    {
        using var file = new ResultFile(ids, isOutput: true, checksRows: true, finalRows: reads);
        file.Consume(Encoding.UTF8.GetBytes(string.Join('\n', letters.Select(letter => Line(letter, text)))));
        if (isWhole)
        {
            file.Complete();
        }
    }

    private static string Line(char letter, string text = "1") =>
        $$$$"""{"custom_id":"{{{{letter}}}}","response":{"status_code":200,"body":{"text":"{{{{text}}}}"}}}""";

    private sealed class Letters(string letters) : IRowIds
    {
        public int Count => letters.Length;

        public bool TryFind(ReadOnlySpan<byte> customId, out int row)
        {
            row = customId.Length == 1 ? letters.IndexOf((char)customId[0]) : -1;
            return row >= 0;
        }

        public string IdOf(int row) => letters[row].ToString();
    }
}
