using System.Text;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class InputCheckTests
{
    private static readonly ListedIds Expected = new("a", "b", "ü");

    [Theory]
    [InlineData("{\"custom_id\":\"a\"}\n{\"custom_id\":\"b\"}\n{\"custom_id\":\"ü\"}\n")]
    [InlineData(
        "{\"custom_id\":\"\\u00fc\"}\r\n{ \"body\":{\"custom_id\":\"x\"}, \"custom_id\":\"b\"}\r\n\r\n{\"custom_id\":\"a\"}"
    )]
    public void Complete_SameRequestsInAnyOrderAndForm_IsFine(string content) => Assert.Null(Check(content));

    [Theory]
    [InlineData("", "the file has 0 requests instead of 3")]
    [InlineData("{\"custom_id\":\"a\"}\n{\"custom_id\":\"b\"}", "the file has 2 requests instead of 3")]
    [InlineData("{\"custom_id\":\"a\"}\n{\"custom_id\":\"b\"}\n{\"custom_id\":\"b\"}", "the file has other custom_ids")]
    [InlineData("{\"custom_id\":\"a\"}\n{\"custom_id\":\"b\"}\n{\"id\":\"ü\"}", "the file has other custom_ids")]
    [InlineData("{\"custom_id\":\"a\"}\n{\"custom_", "request 2 is no valid JSON")]
    [InlineData("{\"custom_id\":\"a\"}\n{\"custom_id\":\"\\ud800\"}", "request 2 is no valid JSON")]
    [InlineData(
        "[{\"custom_id\":\"a\"},\n{\"custom_id\":\"b\"}]",
        "the file is one JSON array; one JSON object a line"
    )]
    public void Complete_AnythingElse_SaysWhat(string content, string words) =>
        Assert.StartsWith(words, Check(content), StringComparison.Ordinal);

    [Fact]
    public void Complete_LineAboveTheBound_IsAMismatch()
    {
        using var check = new InputCheck(Expected, maxLine: 1_000);
        check.Consume(Encoding.UTF8.GetBytes($"{{\"custom_id\":\"a\",\"x\":\"{new string('x', 3_000)}\"}}\n"));

        Assert.StartsWith("request 1 has 3,0", check.Complete(), StringComparison.Ordinal);
    }

    private static string? Check(string content)
    {
        using var check = new InputCheck(Expected);
        foreach (var piece in Encoding.UTF8.GetBytes(content).Chunk(7))
        {
            check.Consume(piece);
        }

        return check.Complete();
    }
}
