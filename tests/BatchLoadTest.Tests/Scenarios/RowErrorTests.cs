using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>Why rows failed, as services say it.</summary>
public sealed class RowErrorTests
{
    [Theory]
    // The control layer's: JSON in a string, whose body may be JSON in a string again.
    [InlineData(
        """{"response":null,"error":{"code":null,"message":"{\"type\":\"NonRetriableHttpStatus\",\"details\":{\"status\":402,\"body\":\"Account balance too low. Please add credits to continue.\"}}"}}""",
        "402 NonRetriableHttpStatus",
        "Account balance too low. Please add credits to continue."
    )]
    [InlineData(
        """{"response":null,"error":{"code":null,"message":"{\"type\":\"NonRetriableHttpStatus\",\"details\":{\"status\":404,\"body\":\"{\\\"error\\\":{\\\"message\\\":\\\"no such model\\\",\\\"code\\\":\\\"model_not_found\\\"}}\"}}"}}""",
        "404 NonRetriableHttpStatus model_not_found",
        "no such model"
    )]
    // OpenAI's: in the error file with a response.
    [InlineData(
        """{"response":{"status_code":400,"request_id":"r","body":{"error":{"message":"bad thing","type":"invalid_request_error","param":null,"code":"bad_code"}}},"error":null}""",
        "400 invalid_request_error bad_code",
        "bad thing"
    )]
    [InlineData(
        """{"response":null,"error":{"code":"batch_expired","message":"This request could not be executed."}}""",
        "batch_expired",
        "This request could not be executed."
    )]
    // OGX: the body is a string.
    [InlineData("""{"response":{"status_code":500,"body":"{\"detail\":\"dead model\"}"}}""", "500", "dead model")]
    // vLLM and its kin, by FastAPI.
    [InlineData(
        """{"response":{"status_code":422,"body":{"detail":[{"loc":["body","x"],"msg":"field required","type":"missing"}]}}}""",
        "422 missing",
        "field required"
    )]
    // Anthropic's.
    [InlineData(
        """{"error":{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}}""",
        "overloaded_error",
        "Overloaded"
    )]
    [InlineData("""{"error":"plain words"}""", "unnamed error", "plain words")]
    [InlineData("""{"error":{"code":429,"message":"slow down"}}""", "429", "slow down")]
    [InlineData("""{"error":{"message":"{not JSON"}}""", "unnamed error", "{not JSON")]
    [InlineData("""{"error":{"message":"[]"}}""", "unnamed error", "[]")]
    [InlineData("""{"error":{}}""", "unnamed error", null)]
    [InlineData("""{"error":{"message":"a\nb"}}""", "unnamed error", "a b")]
    [InlineData("""{"error":{"message":"half \ud800"}}""", "unnamed error", null)]
    [InlineData("""{"error":{"message":"key sk-secret-key is bad"}}""", "unnamed error", "key *** is bad")]
    [InlineData("""{"response":{"status_code":503}}""", "503", null)]
    [InlineData("not JSON", "malformed", null)]
    public void Row_InTheErrorFile_HasItsClassAndInnermostWords(string line, string name, string? words)
    {
        var kind = Assert.Single(Read(line).RowErrors);

        Assert.Equal((name, words, 1L), (kind.Class, kind.Words, kind.Count));
    }

    [Fact]
    public void Rows_OfOneClass_AreOneKindWithTheFirstWords()
    {
        var lines = Enumerable
            .Range(1, 5)
            .Select(i => $$$"""{"error":{"code":"gone","message":"request {{{i}}} is gone"}}""");

        Assert.Equal([new RowErrorKind("gone", "request 1 is gone", 5)], Read([.. lines]).RowErrors);
    }

    [Fact]
    public void Rows_ThatFailed_AreNamedAndCountedByTheirOwnStatus()
    {
        const string inner = """{\"type\":\"NonRetriableHttpStatus\",\"details\":{\"status\":402}}""";

        var findings = Read(
            $$$"""{"custom_id":"a","error":{"message":"{{{inner}}}"}}""",
            $$$"""{"custom_id":"sk-secret-key","error":{"message":"{{{inner}}}"}}""",
            """{"custom_id":"c","response":{"status_code":500},"error":null}""",
            """{"custom_id":"d","error":{"code":"batch_expired"}}"""
        );

        Assert.Equal([new(0, 1), new(402, 2), new(500, 1)], findings.Statuses);
        var first = findings.RowErrors[0];
        Assert.Equal((402, "a ***"), (first.Status, string.Join(' ', first.Examples)));
    }

    [Fact]
    public void Rows_OfManyClasses_AreBoundedAndNoneIsLost()
    {
        var lines = Enumerable.Range(0, 100).Select(i => $$$"""{"error":{"code":"code-{{{i % 50}}}"}}""");

        var kinds = Read([.. lines]).RowErrors;

        Assert.Equal(ResultFindings.MaxRowErrorKinds + 1, kinds.Count);
        Assert.Equal(100, kinds.Sum(kind => kind.Count));
        Assert.Equal(new RowErrorKind(RowErrorKinds.Other, null, 84), kinds[^1]);
    }

    [Fact]
    public void Row_NestedDeepInStrings_IsReadToItsBounds()
    {
        var message = "deep";
        for (var level = 0; level < 40; level++)
        {
            message = $$"""{"message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}""";
            if (message.Length > 100_000)
            {
                break;
            }
        }

        var kind = Assert.Single(Read($$"""{"error":{{message}}}""").RowErrors);

        Assert.Equal(1, kind.Count);
        Assert.True((kind.Words?.Length ?? 0) <= BatchLoadTest.BatchApi.ErrorText.MaxLength + 1);
    }

    private static ResultFindings Read(params string[] lines)
    {
        var redactor = new BatchLoadTest.BatchApi.SecretRedactor();
        redactor.Add("sk-secret-key");
        using var file = new ResultFile(
            new ListedIds(["a"]),
            isOutput: false,
            checksRows: true,
            words => BatchLoadTest.BatchApi.ErrorText.OneLine(redactor.Redact(words))
        );
        file.Consume(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        Assert.Null(file.Complete());
        Assert.Equal(lines.Length, file.Findings.ErrorRows);
        return file.Findings;
    }
}
