using System.Text;
using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>What rows say that they took, in the words of each API.</summary>
public sealed class RowUsageTests
{
    [Theory]
    // Chat completions, with the details of both sides.
    [InlineData(
        """{"model":"m","choices":[{"message":{"usage":1}}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"completion_tokens_details":{"reasoning_tokens":3,"audio_tokens":0},"prompt_tokens_details":{"cached_tokens":8}}}""",
        10,
        5,
        3,
        8,
        15
    )]
    [InlineData(
        """{"usage":{"prompt_tokens":7,"total_tokens":7},"model":"m","data":[{"embedding":[0.1]}]}""",
        7,
        0,
        0,
        0,
        7
    )]
    [InlineData(
        """{"model":"m","object":"response","output":[],"usage":{"input_tokens":4,"input_tokens_details":{"cached_tokens":1},"output_tokens":6,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":10}}""",
        4,
        6,
        2,
        1,
        10
    )]
    // Anthropic's input is without what came from the cache, or went into it.
    [InlineData(
        """{"model":"m","type":"message","usage":{"input_tokens":4,"cache_creation_input_tokens":20,"cache_read_input_tokens":100,"output_tokens":6}}""",
        124,
        6,
        0,
        100,
        130
    )]
    [InlineData("""{"model":"m","usage":{"completion_tokens":6,"total_tokens":10}}""", 4, 6, 0, 0, 10)]
    [InlineData(
        """{"model":"m","usage":{"prompt_tokens":1,"completion_tokens":"two","total_tokens":null}}""",
        1,
        0,
        0,
        0,
        1
    )]
    public void Row_SaysWhatItTook(string body, long prompt, long completion, long reasoning, long cached, long total)
    {
        var tokens = new TokenCounts(prompt, completion, reasoning, cached, total);

        Assert.Equal(new ModelUsage("m", 1, 1, tokens), Assert.Single(Read(Line("a", body)).Usage));
        // The same as JSON in a text, which some services make of it.
        var text = JsonSerializer.Serialize(body);
        Assert.Equal(new ModelUsage("m", 1, 1, tokens), Assert.Single(Read(Line("a", text)).Usage));
    }

    [Theory]
    [InlineData(
        """
            data: {"model":"m","choices":[{"delta":{"content":"x"}}],"usage":null}

            data: {"model":"m","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}

            data: [DONE]

            """
    )]
    [InlineData(
        """
            event: message_start
            data: {"type":"message_start","message":{"model":"m","usage":{"input_tokens":9,"output_tokens":1}}}

            event: message_delta
            data: {"type":"message_delta","usage":{"output_tokens":2}}

            """
    )]
    [InlineData(
        """
            data: {"type":"response.created","response":{"model":"m","usage":null}}

            data: {"type":"response.completed","response":{"model":"m","usage":{"input_tokens":9,"output_tokens":2,"total_tokens":11}}}

            """
    )]
    public void Row_WithAStreamedAnswer_SaysItInItsLastEvents(string events)
    {
        var findings = Read(Line("a", JsonSerializer.Serialize(events)));

        Assert.Equal(new ModelUsage("m", 1, 1, new TokenCounts(9, 2, 0, 0, 11)), Assert.Single(findings.Usage));
    }

    [Theory]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"model":"m","usage":null}""")]
    [InlineData("""{"model":"m","usage":{}}""")]
    [InlineData("""{"model":"m","usage":{"prompt_tokens":-5}}""")]
    [InlineData("""{"model":"m","usage":{"prompt_tokens":1.5}}""")]
    [InlineData("""{"model":"m","usage":[10]}""")]
    [InlineData("\"{\\\"model\\\":\\\"m\\\"}\"")]
    public void Row_ThatDoesNotSay_IsCountedAndIsNoZero(string body)
    {
        var usage = Assert.Single(Read(Line("a", body)).Usage);

        Assert.Equal(new ModelUsage("m", 1, 0, default), usage);
    }

    [Theory]
    [InlineData("\"plain words\"")]
    [InlineData("\"data: nonsense\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("7")]
    [InlineData("null")]
    public void Body_OfNoKnownKind_IsARowWithoutUsage(string body)
    {
        Assert.Equal(new ModelUsage("", 1, 0, default), Assert.Single(Read(Line("a", body)).Usage));
    }

    [Fact]
    public void Rows_TwiceForeignAndFailed_TakeNothing()
    {
        const string body = """{"model":"m","usage":{"prompt_tokens":1,"completion_tokens":1}}""";

        var findings = Read(
            Line("a", body),
            Line("a", body),
            Line("nobody", body),
            Line("b", body, status: 400),
            """{"custom_id":"c","error":{"code":"x"}}"""
        );

        Assert.Equal(new ModelUsage("m", 1, 1, new TokenCounts(1, 1, 0, 0, 2)), Assert.Single(findings.Usage));
    }

    [Fact]
    public void Models_BeyondTheBound_AreOneOfTheirOwnAndNoTokenIsLost()
    {
        string[] ids = [.. Enumerable.Range(0, 100).Select(row => $"{row}")];
        var lines = ids.Select(id =>
            Line(id, $$$"""{"model":"m{{{id}}}","usage":{"prompt_tokens":1,"completion_tokens":2}}""")
        );

        var usage = Read(ids, [.. lines]).Usage;

        Assert.Equal(ResultFindings.MaxModels + 1, usage.Count);
        Assert.Equal((ModelUsages.Other, 100L), (usage[^1].Model, usage.Sum(model => model.Rows)));
        Assert.Equal(
            (100L, 200L),
            (usage.Sum(model => model.Tokens.Prompt), usage.Sum(model => model.Tokens.Completion))
        );
    }

    // By hand: 1.2 M in at 0.15 and 0.3 M out at 0.60 are 0.18 + 0.18; 0.5 M in at 2 are 1.
    [Fact]
    public void Cost_IsOfTheModelsWithAPrice_AndNamesTheOthers()
    {
        var usage = new UsageSummary
        {
            AnsweredRows = 10,
            RowsWithUsage = 9,
            Models =
            [
                new("small", 4, 4, new TokenCounts(1_200_000, 300_000, 0, 0, 1_500_000)),
                new("embedder", 4, 4, new TokenCounts(500_000, 0, 0, 0, 500_000)),
                new("gift", 1, 1, new TokenCounts(1, 1, 0, 0, 2)),
                new("silent", 1, 0, default),
            ],
            Prices = new PriceList([new("SMALL", 0.15m, 0.60m), new("embedder", 2, 0)]),
        };

        Assert.Equal((1.36m, 170_000m), (usage.Cost, usage.CostPerMillionRows));
        Assert.Equal("gift", Assert.Single(usage.Unpriced).Model);
        var all = usage with { Prices = new PriceList([new("*", 1, 1)]) };
        Assert.Equal((2.000002m, 0), (all.Cost, all.Unpriced.Count()));
        Assert.Null((usage with { Prices = PriceList.None }).Cost);
        Assert.Null((usage with { Prices = new PriceList([new("silent", 1, 1)]) }).Cost);
    }

    private static string Line(string id, string body, int status = 200) =>
        $$$"""{"custom_id":"{{{id}}}","response":{"status_code":{{{status}}},"body":{{{body}}}},"error":null}""";

    private static ResultFindings Read(params string[] lines) => Read(["a", "b", "c"], lines);

    private static ResultFindings Read(string[] ids, string[] lines)
    {
        using var file = new ResultFile(new ListedIds(ids), isOutput: true, checksRows: true);
        file.Consume(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        Assert.Null(file.Complete());
        return file.Findings;
    }
}
