using System.Text;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.ResultFiles;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>What was downloaded stays as it came.</summary>
public sealed class SavedOutputsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> problems = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Download_StaysAsItCame_ByteForByte()
    {
        var saved = Saved();
        byte[] first = [.. "{\"custom_id\":\"a\"}\r\n"u8, 0xFF, 0x00];
        Download(saved, "batch-1", isOutput: true, first, "no end"u8.ToArray());
        Download(saved, "batch-1", isOutput: false);

        Assert.Equal([.. first, .. "no end"u8], File.ReadAllBytes(PathOf("batch-1.output.jsonl")));
        Assert.Empty(File.ReadAllBytes(PathOf("batch-1.errors.jsonl")));
        Assert.Equal((2, first.Length + 6), (saved.Files, saved.Bytes));
        Assert.Equal(2, Directory.GetFiles(PathOf("")).Length);
        Assert.Empty(problems);
    }

    [Fact]
    public void DownloadThatBreaksOff_KeepsWhatCame_UntilAnotherOneIsWhole()
    {
        var saved = Saved();
        using (var copy = saved.Begin("batch-1", isOutput: true))
        {
            NewFile(copy).Consume("of the first, longer"u8);
            NewFile(copy).Consume("of the second"u8);
            // Refused: nothing came.
            NewFile(copy);
        }

        Assert.Equal("of the second", File.ReadAllText(PathOf("batch-1.output.jsonl.part")));
        Assert.Equal(0, saved.Files);

        Download(saved, "batch-1", isOutput: true, "whole"u8.ToArray());
        Assert.Equal("whole", File.ReadAllText(Assert.Single(Directory.GetFiles(PathOf("")))));
    }

    [Fact]
    public void RefusedDownload_LeavesNoFile()
    {
        using (var copy = Saved().Begin("batch-1", isOutput: true))
        {
            NewFile(copy);
        }

        Assert.False(Directory.Exists(PathOf("")));
    }

    [Fact]
    public void FolderThatCannotBeWritten_IsSaidOnce_AndTheRowsAreChecked()
    {
        folder.Write("out", "a file where the folder should be");
        var saved = Saved();
        for (var number = 1; number <= 3; number++)
        {
            var file = Download(saved, $"batch-{number}", isOutput: true, "{}\n{}\n"u8.ToArray());
            Assert.Equal(2, file.Findings.OutputRows);
        }

        Assert.Contains(
            "no more results are saved, and the run goes on",
            Assert.Single(problems),
            StringComparison.Ordinal
        );
        Assert.Equal((0, 3), (saved.Files, saved.NotSaved));
    }

    [Theory]
    [InlineData("batch_abc-1", "batch_abc-1")]
    [InlineData("../../etc/passwd", "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd")]
    [InlineData("a b:c\\d", "a%20b%3Ac%5Cd")]
    [InlineData(".", "%2E")]
    [InlineData("é", "%C3%A9")]
    public void Id_IsSafeInAFileName(string id, string name) => Assert.Equal(name, SavedOutputs.SafeName(id));

    [Fact]
    public void LongIds_AreCutAndStayDifferent()
    {
        var (one, other) = (new string('x', 400) + "1", new string('x', 400) + "2");

        Assert.Equal(SavedOutputs.MaxName, SavedOutputs.SafeName(one).Length);
        Assert.NotEqual(SavedOutputs.SafeName(one), SavedOutputs.SafeName(other));
    }

    private SavedOutputs Saved() => new(PathOf(""), problems.Add);

    private string PathOf(string name) => Path.Combine(folder.File("out"), name).TrimEnd(Path.DirectorySeparatorChar);

    private static ResultFile Download(SavedOutputs saved, string batch, bool isOutput, params byte[][] pieces)
    {
        using var copy = saved.Begin(batch, isOutput);
        var file = NewFile(copy);
        foreach (var piece in pieces)
        {
            file.Consume(piece);
        }

        file.Complete();
        return file;
    }

    private static ResultFile NewFile(SavedOutput copy) =>
        new ResultCheck(CheckMode.Count).NewFile(new ListedIds("a", "b"), isOutput: true, copy);
}
