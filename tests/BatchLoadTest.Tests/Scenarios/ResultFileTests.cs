using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class ResultFileTests
{
    private const string Good = "{\"custom_id\":\"a\",\"response\":{\"status_code\":200,\"body\":{\"text\":\"";

    // Latin-1, a lone continuation byte, an overlong slash, half of a surrogate pair, beyond Unicode, cut off.
    [Theory]
    [InlineData(0xE9)]
    [InlineData(0x80)]
    [InlineData(0xC0, 0xAF)]
    [InlineData(0xED, 0xA0, 0x80)]
    [InlineData(0xF4, 0x90, 0x80, 0x80)]
    [InlineData(0xE2, 0x82)]
    [InlineData(0xFF)]
    public void Consume_BytesThatAreNoUtf8_AreMalformedWithTheirPlace(params int[] bytes)
    {
        byte[] line = [.. Encoding.UTF8.GetBytes(Good), .. bytes.Select(each => (byte)each), .. "\"}}}\n"u8];

        var findings = Read("{\"custom_id\":\"b\",\"response\":{}}\n"u8, line);

        Assert.Equal((2L, 1L), (findings.OutputRows, findings[ResultDefect.Malformed]));
        Assert.StartsWith(
            $"line 2 of the output file: invalid UTF-8 at byte {Good.Length + 1}: \"{Good}\uFFFD",
            Assert.Single(findings.Examples(ResultDefect.Malformed)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("garbage", "'g' is an invalid start of a value at byte 1")]
    [InlineData("[1]\n{}", "no JSON object")]
    [InlineData("""{"custom_id":"a"} {}""", "at byte 19")]
    [InlineData("""{"custom_id":"a\ud800"}""", "surrogate")]
    public void Consume_NoJson_KeepsTheReason(string line, string reason)
    {
        var findings = Read(Encoding.UTF8.GetBytes(line));

        Assert.StartsWith(
            "line 1 of the output file: ",
            findings.Examples(ResultDefect.Malformed)[0],
            StringComparison.Ordinal
        );
        Assert.EndsWith(reason, ReasonOf(findings, reason), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(65, true)]
    [InlineData(200, true)]
    [InlineData(996, true)]
    [InlineData(1001, false)]
    public void Consume_DeepJson_IsValidToAThousandLevels(int levels, bool isValid)
    {
        var nested = new string('[', levels) + new string(']', levels);

        var findings = Read(Encoding.UTF8.GetBytes($$$"""{"custom_id":"a","response":{"body":{{{nested}}}}}"""));

        Assert.Equal(isValid ? 0 : 1, findings[ResultDefect.Malformed]);
    }

    // Input and results are read in the same way.
    [Theory]
    [InlineData(200, null)]
    [InlineData(1001, "request 1 is no valid JSON")]
    public void InputCheck_DeepJson_IsValidToAThousandLevels(int levels, string? problem)
    {
        var nested = new string('[', levels) + new string(']', levels);
        using var check = new InputCheck(new ListedIds(["a"]));

        check.Consume(
            Encoding.UTF8.GetBytes($$$"""{"custom_id":"a","method":"POST","url":"/v1","body":{"x":{{{nested}}}}}""")
        );

        Assert.StartsWith(problem ?? "", check.Complete() ?? "", StringComparison.Ordinal);
        Assert.Equal(problem is null, check.Complete() is null);
    }

    [Fact]
    public void InputCheck_BytesThatAreNoUtf8_AreAMismatchWithTheirPlace()
    {
        using var check = new InputCheck(new ListedIds(["a"]));

        check.Consume([.. "{\"custom_id\":\"a\",\"x\":\""u8, 0xE9, .. "\"}"u8]);

        Assert.Equal("request 1 is not UTF-8 at byte 23", check.Complete());
    }

    [Fact]
    public void Consume_LineWithoutAnId_SaysSo()
    {
        var findings = Read("""{"response":{"status_code":200}}"""u8);

        Assert.Equal(["line 1 of the output file: no custom_id"], findings.Examples(ResultDefect.LacksMembers));
        Assert.Equal(1, findings.NamelessRows);
    }

    [Theory]
    [InlineData("""{"custom_id":"a","response":{"status_code":500}}""", 1)]
    [InlineData("""{"custom_id":"a","response":{"status_code":"500"}}""", 1)]
    [InlineData("""{"custom_id":"a","response":null,"error":{"message":"x"}}""", 1)]
    [InlineData("""{"custom_id":"a","error":"x"}""", 1)]
    [InlineData("""{"custom_id":"a","response":{"status_code":200},"error":null}""", 0)]
    [InlineData("""{"custom_id":"a","response":{"status_code":201},"error":{"message":"late"}}""", 0)]
    [InlineData("""{"custom_id":"a","response":{"body":{}}}""", 0)]
    public void Consume_OutputRow_FailsByItsStatusOrByAnErrorAlone(string line, int failed)
    {
        var findings = Read(Encoding.UTF8.GetBytes(line));

        Assert.Equal(failed, findings.Non2xxRows);
        Assert.Equal(failed, findings.RowErrors.Sum(kind => kind.Count));
        Assert.Equal(0, findings[ResultDefect.LacksMembers]);
    }

    [Theory]
    [InlineData("gar\u0001b\tage", "\"gar\\u0001b\\tage\"")]
    [InlineData("a  b\u202Ec", "\"a b\\u202ec\"")]
    public void Consume_MalformedLine_IsQuotedWithItsControlCharacters(string line, string quote)
    {
        var example = Assert.Single(Read(Encoding.UTF8.GetBytes(line)).Examples(ResultDefect.Malformed));

        Assert.EndsWith(": " + quote, example, StringComparison.Ordinal);
    }

    [Fact]
    public void Consume_LongMalformedLine_IsQuotedToEightyCharacters()
    {
        var example = Assert.Single(
            Read(Encoding.UTF8.GetBytes(new string('x', 9000))).Examples(ResultDefect.Malformed)
        );

        Assert.EndsWith(": \"" + new string('x', 80) + "…\"", example, StringComparison.Ordinal);
    }

    // Blanks before it must not bring the end of a secret that was cut to the front.
    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    [InlineData(4070)]
    [InlineData(4090)]
    public void Consume_MalformedLineWithASecret_ShowsNoPartOfIt(int blanks)
    {
        var redactor = new SecretRedactor();
        redactor.Add("sk-secret-key-0123456789");
        using var file = new ResultFile(
            new ListedIds(["a"]),
            isOutput: true,
            checksRows: true,
            words => ErrorText.OneLine(redactor.Redact(words))
        );
        file.Consume(Encoding.UTF8.GetBytes("x" + new string(' ', blanks) + "sk-secret-key-0123456789 y"));
        file.Complete();

        var example = Assert.Single(file.Findings.Examples(ResultDefect.Malformed));
        Assert.EndsWith(blanks == 0 ? "\"x*** y\"" : "\"x *** y\"", example, StringComparison.Ordinal);
    }

    [Fact]
    public void Consume_ByteOrderMarkBeforeTheFirstRow_IsSkipped()
    {
        var findings = Read(Encoding.UTF8.GetBytes("\uFEFF{\"custom_id\":\"a\",\"response\":{\"status_code\":200}}\n"));

        Assert.Equal((1L, 0L), (findings.OutputRows, findings.Total));
    }

    [Theory]
    [InlineData(""" "{\"id\":1}" """, 1)]
    [InlineData(""" "\n [1]" """, 1)]
    [InlineData(""" "hello" """, 0)]
    [InlineData("{}", 0)]
    [InlineData("null", 0)]
    public void Consume_BodyThatIsATextOfJson_IsCountedAndNoDefect(string body, long texts)
    {
        var findings = Read(
            Encoding.UTF8.GetBytes(
                """{"custom_id":"a","response":{"status_code":200,"body":BODY}}""".Replace(
                    "BODY",
                    body,
                    StringComparison.Ordinal
                )
            )
        );

        Assert.Equal((texts, 0L), (findings.TextBodies, findings.Total));
    }

    private const string RowA = """{"custom_id":"a","response":{"status_code":200}}""";
    private const string RowB = """{"custom_id":"b","response":{"status_code":200}}""";

    [Theory]
    [InlineData($"[{RowA},{RowB}]")]
    [InlineData($"[{RowA},\n{RowB}]\n")]
    [InlineData($"[\n  {RowA},\n  {RowB}\n]\n")]
    [InlineData($"\n \ufeff[\n{RowA}\n]")]
    [InlineData("[\n  {\n    \"custom_id\": \"a\"\n  }\n]")]
    [InlineData("[]")]
    public void Consume_JsonArray_IsOneDefectWhicheverWayItIsWritten(string content)
    {
        foreach (var checksRows in new[] { true, false })
        {
            using var file = new ResultFile(new ListedIds(["a", "b"]), isOutput: true, checksRows);
            file.Consume(Encoding.UTF8.GetBytes(content.Replace(" \ufeff", "", StringComparison.Ordinal)));
            file.Complete();

            Assert.Equal((0L, 1L, 1L), Figures(file.Findings, ResultDefect.JsonArray));
            Assert.Equal(
                ["the output file is one JSON array; one JSON object a line belongs there (JSONL)"],
                file.Findings.Examples(ResultDefect.JsonArray)
            );
        }
    }

    // A bad row is no array of all rows.
    [Theory]
    [InlineData($"[{RowA}]\n{RowB}\n")]
    [InlineData($"[broken\n{RowB}\n")]
    [InlineData($"{RowB}\n[\n")]
    public void Consume_LineThatBeginsLikeAnArray_IsMalformed(string content) =>
        Assert.Equal((2L, 1L, 1L), Figures(Read(Encoding.UTF8.GetBytes(content)), ResultDefect.Malformed));

    [Fact]
    public void Judge_JsonArray_IsTheOneDefectAndMissingRowsFollow()
    {
        foreach (var mode in new[] { CheckMode.Full, CheckMode.Count })
        {
            var check = new ResultCheck(mode);
            var ids = new ListedIds(["a", "b"]);
            using var file = check.NewFile(ids, isOutput: true);
            file.Consume(Encoding.UTF8.GetBytes($"[{RowA},\n{RowB}]"));
            file.Complete();
            var batch = new Batch
            {
                Id = "batch",
                Status = new BatchStatus(BatchState.Completed, "completed"),
                OutputFileId = "out",
                Counts = new RequestCounts(2, 2, 0),
            };

            var findings = check.Judge(ids, batch, file, errors: null)!;

            Assert.Equal((2L, 1L), (findings[ResultDefect.Missing], findings.Total));
        }
    }

    [Theory]
    [InlineData("xxxxxxxx")]
    [InlineData("[1,2,3,4")]
    public void Consume_LineAboveTheBound_IsSkippedCountedAndQuoted(string begin)
    {
        using var file = new ResultFile(
            new ListedIds(["a", "b"]),
            isOutput: true,
            checksRows: true,
            redact: null,
            maxLine: 1_000
        );
        foreach (var piece in Encoding.UTF8.GetBytes($"{begin}{new string('x', 5_000)}\n{RowB}\n").Chunk(700))
        {
            file.Consume(piece);
        }

        file.Complete();

        Assert.Equal((2L, 1L, 1L), Figures(file.Findings, ResultDefect.TooLong));
        Assert.StartsWith(
            $"line 1 of the output file: 5,008 bytes, more than the 1,000 of --max-line; skipped: \"{begin}x",
            Assert.Single(file.Findings.Examples(ResultDefect.TooLong)),
            StringComparison.Ordinal
        );
    }

    // Some services write the text "5" as a number: the row is answered all the same.
    [Theory]
    [InlineData("5", "the number 5", 0)]
    [InlineData("6", "the number 6", 1)]
    [InlineData("true", "the word true", 1)]
    [InlineData("""{"a":"5"}""", "an object", 1)]
    [InlineData("[5]", "an array", 1)]
    public void Consume_IdThatIsNoText_IsNamedAsWhatItIs(string id, string words, long nameless)
    {
        using var file = new ResultFile(new ListedIds(["5", "b"]), isOutput: true, checksRows: true);
        file.Consume(Encoding.UTF8.GetBytes(RowA.Replace("\"a\"", id, StringComparison.Ordinal)));
        file.Complete();

        Assert.Equal((1L, 1L, 1L), Figures(file.Findings, ResultDefect.IdNotText));
        Assert.Equal(nameless, file.Findings.NamelessRows);
        Assert.Equal(
            [$"line 1 of the output file: custom_id is {words}, not a text"],
            file.Findings.Examples(ResultDefect.IdNotText)
        );
    }

    private static (long Rows, long OfKind, long Total) Figures(ResultFindings findings, ResultDefect defect) =>
        (findings.OutputRows, findings[defect], findings.Total);

    private static string ReasonOf(ResultFindings findings, string reason)
    {
        var example = findings.Examples(ResultDefect.Malformed)[0];
        var end = example.IndexOf(reason, StringComparison.Ordinal);
        return end < 0 ? example : example[..(end + reason.Length)];
    }

    private static ResultFindings Read(params ReadOnlySpan<byte[]> pieces)
    {
        using var file = new ResultFile(new ListedIds(["a", "b"]), isOutput: true, checksRows: true);
        foreach (var piece in pieces)
        {
            file.Consume(piece);
        }

        Assert.Null(file.Complete());
        return file.Findings;
    }

    private static ResultFindings Read(ReadOnlySpan<byte> first, byte[] second) => Read(first.ToArray(), second);

    private static ResultFindings Read(ReadOnlySpan<byte> only) => Read([only.ToArray()]);
}
