using System.Text;
using System.Text.Json;
using BatchLoadTest.Page.Endpoints;
using BatchLoadTest.Page.Session;

namespace BatchLoadTest.Tests.Page;

public sealed class FieldProblemsTests
{
    [Fact]
    public void ErrorsOfSettings_AreOfTheirFields_WithoutOptionValueAndSource() =>
        Assert.Equal(
            """{"user_count":"must be a whole number","from":"must be below --to"}""",
            Written(
                new PageAnswer(false, "all of it")
                {
                    Errors =
                    [
                        "--users 'x' from the page: must be a whole number",
                        "--from '2/s' from the page and --to '1/s' from the page: must be below --to",
                        "--host: no target is given",
                        "API_KEY 'x' from the environment: must be visible",
                    ],
                }
            )
        );

    [Theory]
    [InlineData("host must be an http or https address", """{"host":"must be an http or https address"}""")]
    [InlineData("The last test is still ending", "{}")]
    [InlineData("capacity must be 1: it starts a search", "{}")]
    [InlineData("user_count", "{}")]
    public void Message_ThatBeginsWithAField_IsOfIt(string message, string expected) =>
        Assert.Equal(expected, Written(new PageAnswer(false, message)));

    [Fact]
    public void WhatIsDone_HasNone() => Assert.Equal("{}", Written(new PageAnswer(true, "host is fine")));

    private static string Written(PageAnswer answer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            FieldProblems.Write(json, answer);
            json.WriteEndObject();
        }

        using var read = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        return read.RootElement.GetProperty("problems").GetRawText();
    }
}
