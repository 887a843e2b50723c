using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class DataFileTests : IDisposable
{
    private const string A = """{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"m"}}""";
    private const string B = """{"custom_id":"b","method":"post","url":"/v1/chat/completions","body":{},"more":[1]}""";
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData($"{A}\n{B}\n")]
    [InlineData($"{A}\n{B}")]
    [InlineData($"{A}\r\n{B}\r\n")]
    [InlineData($"{A}\n{B}\n\n  \n\r\n")]
    [InlineData($" {A} \n\t{B}\n")]
    public async Task LoadAsync_GoodFile_IsSentByteForByte(string content)
    {
        using var file = await LoadAsync(content);

        Assert.Equal(2, file.Rows);
        Assert.Equal("/v1/chat/completions", file.Endpoint);
        Assert.Equal(content, Encoding.UTF8.GetString(await CopyAsync(file)));
        Assert.Equal(Encoding.UTF8.GetByteCount(content), file.Length);
        Assert.Equal("data.jsonl", file.FileName);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData($"{A}\n\n{B}\n", "line 2 is blank")]
    [InlineData($"\n{A}\n", "line 1 is blank")]
    [InlineData($"\ufeff{A}\n", "line 1 begins with a byte order mark; save the file as UTF-8 without one")]
    [InlineData($"{A}\n{A}\n", "line 2 repeats the custom_id 'a' of line 1")]
    [InlineData(
        A + "\n{\"custom_id\":\"\\u0061\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}}",
        "line 2 repeats the custom_id 'a' of line 1"
    )]
    [InlineData("""{"method":"POST","url":"/v1/x","body":{}}""", "line 1 has no \"custom_id\"")]
    [InlineData("""{"custom_id":null,"method":"POST","url":"/v1/x","body":{}}""", "line 1 has no \"custom_id\"")]
    [InlineData("""{"custom_id":"","method":"POST","url":"/v1/x","body":{}}""", "line 1 has an empty \"custom_id\"")]
    [InlineData(
        """{"custom_id":7,"method":"POST","url":"/v1/x","body":{}}""",
        "line 1 has as \"custom_id\" the number 7, not a text; services take texts only"
    )]
    [InlineData(
        """{"custom_id":{"a":1},"method":"POST","url":"/v1/x","body":{}}""",
        "line 1 has as \"custom_id\" an object, not a text"
    )]
    [InlineData(
        """{"custom_id":true,"method":"POST","url":"/v1/x","body":{}}""",
        "line 1 has as \"custom_id\" the word true, not a text"
    )]
    [InlineData($"[{A},\n{B}]\n", "is one JSON array; one JSON object a line belongs there (JSONL)")]
    [InlineData($"[\n{A},\n{B}\n]\n", "is one JSON array; one JSON object a line belongs there (JSONL)")]
    [InlineData($" [{A},{B}]", "is one JSON array; one JSON object a line belongs there (JSONL)")]
    [InlineData("""{"custom_id":"a","method":"GET","url":"/v1/x","body":{}}""", "line 1 has no \"method\":\"POST\"")]
    [InlineData("""{"custom_id":"a","url":"/v1/x","body":{}}""", "line 1 has no \"method\":\"POST\"")]
    [InlineData("""{"custom_id":"a","method":"POST","body":{}}""", "line 1 has no \"url\" that begins with a slash")]
    [InlineData("""{"custom_id":"a","method":"POST","url":"https://x/v1","body":{}}""", "line 1 has no \"url\" that")]
    [InlineData("""{"custom_id":"a","method":"POST","url":"/v1/x"}""", "line 1 has no \"body\" object")]
    [InlineData("""{"custom_id":"a","method":"POST","url":"/v1/x","body":"{}"}""", "line 1 has no \"body\" object")]
    [InlineData(
        A + "\n{\"custom_id\":\"b\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{}}",
        "line 2 has the url '/v1/embeddings', line 1 has '/v1/chat/completions'; a batch has one endpoint"
    )]
    [InlineData($"{A}\n[1]\n", "line 2 is no JSON object")]
    [InlineData($"{A}\nhello\n", "line 2 is no valid JSON")]
    [InlineData($"{A}{B}\n", "line 1 is no valid JSON")]
    [InlineData("{\"custom_id\":\"a\",\n\"method\":\"POST\"}", "line 1 is no valid JSON")]
    public async Task LoadAsync_Defect_NamesFileLineAndWhatIsWrong(string content, string words)
    {
        var defects = await Assert.ThrowsAsync<DataFileException>(() => LoadAsync(content));

        Assert.StartsWith(
            $"{Path.Combine(folder.Path, "data.jsonl")}: {words}",
            defects.Problems[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task LoadAsync_ManyDefects_NamesTheFirstTenAndCountsTheRest()
    {
        var defects = await Assert.ThrowsAsync<DataFileException>(() =>
            LoadAsync(string.Concat(Enumerable.Repeat("nonsense\n", 25)))
        );

        Assert.Equal(11, defects.Problems.Count);
        Assert.Contains("line 10 ", defects.Problems[9], StringComparison.Ordinal);
        Assert.EndsWith("and 15 more problems", defects.Problems[10], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_LargerThanMemoryKeeps_StreamsTheSameBytesToManyAtOnce()
    {
        var content = new StringBuilder();
        for (var i = 0; content.Length < 3_000_000; i++)
        {
            content.Append(A.Replace("\"a\"", $"\"request-{i}\"", StringComparison.Ordinal)).Append('\n');
        }

        using var file = await LoadAsync(content.ToString());
        var copies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CopyAsync(file)));

        Assert.All(copies, copy => Assert.Equal(content.ToString(), Encoding.UTF8.GetString(copy)));
        Assert.Equal(content.Length, file.Length);
    }

    [Fact]
    public async Task LoadAsync_Missing_SaysSo()
    {
        var defects = await Assert.ThrowsAsync<DataFileException>(() =>
            DataFile.LoadAsync(
                Path.Combine(folder.Path, "none.jsonl"),
                null,
                LineSplitter.DefaultMaxLine,
                CancellationToken.None
            )
        );

        Assert.Contains("none.jsonl: does not exist", Assert.Single(defects.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_Folder_SaysSo() =>
        await Assert.ThrowsAsync<DataFileException>(() =>
            DataFile.LoadAsync(folder.Path, null, LineSplitter.DefaultMaxLine, CancellationToken.None)
        );

    [Fact]
    public async Task LoadAsync_JsonArray_IsOneProblemAndNotOneALine()
    {
        var defects = await Assert.ThrowsAsync<DataFileException>(() =>
            LoadAsync($"[\n{string.Concat(Enumerable.Repeat(A + ",\n", 30))}{B}\n]")
        );

        Assert.Single(defects.Problems);
    }

    [Fact]
    public async Task LoadAsync_LineAboveTheBound_NamesItsLengthAndTheSetting()
    {
        var long1 = A.Replace("\"m\"", $"\"{new string('m', 5_000)}\"", StringComparison.Ordinal);
        var path = folder.Write("data.jsonl", Encoding.UTF8.GetBytes($"{B}\n{long1}\n"));

        var defects = await Assert.ThrowsAsync<DataFileException>(() =>
            DataFile.LoadAsync(path, null, maxLine: 1_000, CancellationToken.None)
        );

        Assert.Equal(
            $"{path}: line 2 has {long1.Length:N0} bytes, more than the 1,000 of --max-line",
            Assert.Single(defects.Problems)
        );
    }

    // Services differ in what they take, so these are sent.
    [Theory]
    [InlineData(64, 'x', null)]
    [InlineData(65, 'x', "line 1 has a custom_id with more than 64 characters; the control layer refuses it")]
    [InlineData(
        1,
        '\u00e4',
        "line 1 has a custom_id with a character outside ASCII; some services refuse it ('\u00e4')"
    )]
    [InlineData(64, '\u00e4', "line 1 has a custom_id with a character outside ASCII; some services refuse it")]
    public async Task LoadAsync_OddId_IsAWarningThatSaysWhat(int length, char letter, string? words)
    {
        using var file = await LoadAsync(
            A.Replace("\"a\"", $"\"{new string(letter, length)}\"", StringComparison.Ordinal) + "\n"
        );

        Assert.Equal(words is null ? 0 : 1, file.Warnings.Count);
        Assert.All(file.Warnings, warning => Assert.Contains(words!, warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LoadAsync_ManyOddIds_AreOneWarningWithTheirNumberAndTheFirst()
    {
        using var file = await LoadAsync(
            string.Join(
                '\n',
                Enumerable.Range(0, 5).Select(i => A.Replace("\"a\"", $"\"ü{i}\"", StringComparison.Ordinal))
            )
        );

        Assert.EndsWith(
            "5 lines have a custom_id with a character outside ASCII; some services refuse it; the first is line 1 ('ü0')",
            Assert.Single(file.Warnings),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => folder.Dispose();

    private Task<DataFile> LoadAsync(string content) =>
        DataFile.LoadAsync(
            folder.Write("data.jsonl", Encoding.UTF8.GetBytes(content)),
            null,
            LineSplitter.DefaultMaxLine,
            CancellationToken.None
        );

    private static async Task<byte[]> CopyAsync(DataFile file)
    {
        using var target = new MemoryStream();
        await file.CopyToAsync(target, CancellationToken.None);
        return target.ToArray();
    }
}
