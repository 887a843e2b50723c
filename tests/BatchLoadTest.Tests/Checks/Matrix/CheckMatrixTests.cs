using System.Text.Json;
using BatchLoadTest.Checks;
using BatchLoadTest.Checks.Matrix;
using BatchLoadTest.Checks.Reports;

namespace BatchLoadTest.Tests.Checks.Matrix;

/// <summary>What was seen of several services is read back and put side by side.</summary>
public sealed class CheckMatrixTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_OfAllFiles_StandByGroup_AndThoseThatDifferAreTold()
    {
        var matrix = Of(
            ("one", [Done("preflight.tcp"), Done("keys.wrong"), Done("list.limit", CheckVerdict.Noted)]),
            (
                "two",
                [
                    Done("preflight.tcp"),
                    Done("preflight.tls", CheckVerdict.Skipped),
                    Done("keys.wrong", CheckVerdict.Failed),
                ]
            )
        );

        Assert.Equal(["one", "two"], matrix.Heads);
        Assert.Equal(
            ["preflight.tcp", "preflight.tls", "keys.wrong", "list.limit"],
            matrix.Rows.Select(row => row.Check.Id)
        );
        Assert.Equal(["preflight.tls", "keys.wrong", "list.limit"], matrix.Different.Select(row => row.Check.Id));
        Assert.Equal([null, CheckVerdict.Skipped], matrix.Rows[1].Cells.Select(cell => cell?.Verdict));
    }

    [Fact]
    public void Heads_AreDifferent_WhereFilesAreCalledAlike()
    {
        var one = Write("same", CheckJson.Of(Report([Done("a.b")])));

        var matrix = new CheckMatrix([CheckFile.Read(one), CheckFile.Read(folder.File("same")), CheckFile.Read(one)]);

        Assert.Equal(["same", "same-2", "same-3"], matrix.Heads);
    }

    [Fact]
    public void Markdown_HasAColumnEach_WhatIsTheSameAsANumber_AndWhatFailedInItsWords()
    {
        var matrix = Of(
            ("one", [Done("a.same"), Done("a.other")]),
            ("two", [Done("a.same"), Done("a.other", CheckVerdict.Failed)])
        );

        var text = CheckMatrixMarkdown.Of(matrix, all: false);

        Assert.Contains("| check | required | one | two |\n", text, StringComparison.Ordinal);
        Assert.Contains("| `a.other` | it works (must) | ✓ | ✗ |\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("a.same", text, StringComparison.Ordinal);
        Assert.Contains("The same everywhere: 1 of 2.", text, StringComparison.Ordinal);
        Assert.Contains("- `a.other` at `two`: `seen`\n", text, StringComparison.Ordinal);
        Assert.Contains("| `a.same` |", CheckMatrixMarkdown.Of(matrix, all: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HasAllRows()
    {
        var matrix = Of(("one", [Done("a.b"), Done("a.c")]), ("two", [Done("a.b", CheckVerdict.NotSeen)]));

        using var json = JsonDocument.Parse(CheckMatrixJson.Of(matrix));

        Assert.Equal(2, json.RootElement.GetProperty("services").GetArrayLength());
        var rows = json.RootElement.GetProperty("checks");
        Assert.Equal("not_seen", rows[0].GetProperty("at").GetProperty("two").GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("at").GetProperty("two").ValueKind);
    }

    [Theory]
    [InlineData("{", "is no check.json: it is no JSON")]
    [InlineData("[]", "is no check.json: members are missing or of another kind")]
    [InlineData("""{"summary":{}}""", "is no check.json: members are missing or of another kind")]
    [InlineData("""{"format":2}""", "has format 2; this version knows 1")]
    public void FileThatIsNone_IsNamedWithWhy(string content, string words)
    {
        var file = folder.Write("x.json", content);

        var error = Assert.Throws<CheckFileException>(() => CheckFile.Read(file));

        Assert.Equal($"{file}: {words}", error.Message);
    }

    [Fact]
    public void Verdict_ThatThisVersionDoesNotKnow_IsNoGuess()
    {
        var file = folder.Write(
            "x.json",
            CheckJson.Of(Report([Done("a.b")])).Replace("\"passed\",", "\"better\",", StringComparison.Ordinal)
        );

        Assert.Contains(
            "has a verdict that this version does not know",
            Assert.Throws<CheckFileException>(() => CheckFile.Read(file)).Message,
            StringComparison.Ordinal
        );
    }

    // Whoever sends a file does not write on another's terminal.
    [Fact]
    public void ControlCharacters_OfAFile_AreSpaces()
    {
        var file = folder.Write(
            "x.json",
            CheckJson.Of(Report([Done("a.b")])).Replace("it works", "it\\u001b[2J\\nworks", StringComparison.Ordinal)
        );

        Assert.Equal("it [2J works", CheckFile.Read(file).Rows[0].Requirement);
    }

    private CheckMatrix Of(params (string Name, CheckDone[] Done)[] files) =>
        new([.. files.Select(file => CheckFile.Read(Write(file.Name, CheckJson.Of(Report(file.Done)))))]);

    private string Write(string name, string content)
    {
        Directory.CreateDirectory(folder.File(name));
        return folder.Write($"{name}/check.json", content);
    }

    private static CheckReport Report(IReadOnlyList<CheckDone> done) =>
        new("http://service", "openai", "1.0", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1), done, []);

    private static CheckDone Done(string id, CheckVerdict verdict = CheckVerdict.Passed) =>
        new(new CheckInfo(id, "it works", CheckWorth.Must, "nowhere"), new CheckResult(verdict, "seen"), TimeSpan.Zero);
}
