using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Tests.Settings;

public sealed class PromptSettingsTests : IDisposable
{
    private const string Source = "from the command line";
    private const string Tokens =
        "must be tokens, 1 to 1,000,000, such as 500, 200..2000 or lognormal(800,2400): mean and p95";
    private const string Prefixes =
        "must be a share of rows, then how many prefixes (x, 1 to 1,000,000) and the tokens of each (:), such as 30%, "
        + "30%x5 or 30%x5:400";

    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    public static TheoryData<string, TokenNumbers> TokenTexts =>
        new()
        {
            { "500", new FixedTokens(500) },
            { " 200 .. 2000 ", new UniformTokens(200, 2000) },
            { "7..7", new UniformTokens(7, 7) },
            { "lognormal(800,2400)", new LogNormalTokens(800, 2400) },
            { "LogNormal( 800 , 3000 )", new LogNormalTokens(800, 3000) },
        };

    [Theory]
    [MemberData(nameof(TokenTexts))]
    public async Task Tokens_AreRead(string text, TokenNumbers expected)
    {
        var settings = await line.RunAsync(
            "--generate-requests",
            "4",
            "--prompt-tokens",
            text,
            "--output-tokens",
            text
        );

        Assert.Equal((expected, expected), (settings.Data.PromptTokens, settings.Data.OutputTokens));
        // What decides nothing is in no report.
        Assert.DoesNotContain(settings.All, setting => setting.Name is "generate-bytes" or "vary");
    }

    [Theory]
    [InlineData("30%", 0.3, 5, null)]
    [InlineData("0.25x7", 0.25, 7, null)]
    [InlineData("100%x1:400", 1.0, 1, 400)]
    [InlineData("5%:9", 0.05, 5, 9)]
    public async Task SharedPrefix_IsRead(string text, double share, int count, int? tokens)
    {
        var settings = await line.RunAsync("--generate-requests", "4", "--shared-prefix", text);

        Assert.Equal(new SharedPrefixes(share, count, tokens), settings.Data.Prefixes);
    }

    [Fact]
    public async Task Defaults_AreBytesAndNoPrefix_AndFilesStayAsTheyAre()
    {
        var generated = (await line.RunAsync("--generate-requests", "4")).Data;
        Assert.Equal((1000, null, null), (generated.GeneratedRowBytes, generated.PromptTokens, generated.Prefixes));
        Assert.Equal(new FixedTokens(16), generated.OutputTokens);
        Assert.Null((await line.RunAsync("--generate-requests", "4", "--shared-prefix", "0%")).Data.Prefixes);

        Assert.False((await line.RunAsync()).Data.Varies);
        Assert.True((await line.RunAsync("--vary")).Data.Varies);
    }

    [Theory]
    [InlineData("--prompt-tokens|0", $"--prompt-tokens '0' {Source}: {Tokens}")]
    [InlineData("--prompt-tokens|1000001", $"--prompt-tokens '1000001' {Source}: {Tokens}")]
    [InlineData("--prompt-tokens|5..0", $"--prompt-tokens '5..0' {Source}: {Tokens}")]
    [InlineData("--prompt-tokens|1.5", $"--prompt-tokens '1.5' {Source}: {Tokens}")]
    [InlineData("--prompt-tokens|normal(5,9)", $"--prompt-tokens 'normal(5,9)' {Source}: {Tokens}")]
    [InlineData(
        "--prompt-tokens|9..8",
        $"--prompt-tokens '9..8' {Source}: must be a range with the smaller number first, such as 200..2000"
    )]
    [InlineData(
        "--output-tokens|lognormal(800,800)",
        $"--output-tokens 'lognormal(800,800)' {Source}: must have a p95 above the mean and at most 3.8 times as large, such as lognormal(800,2400): there is no other"
    )]
    [InlineData(
        "--output-tokens|lognormal(800,3200)",
        $"--output-tokens 'lognormal(800,3200)' {Source}: must have a p95 above the mean and at most 3.8 times as large, such as lognormal(800,2400): there is no other"
    )]
    [InlineData("--shared-prefix|130%", $"--shared-prefix '130%' {Source}: {Prefixes}")]
    [InlineData("--shared-prefix|30%x0", $"--shared-prefix '30%x0' {Source}: {Prefixes}")]
    [InlineData("--shared-prefix|30%x5:", $"--shared-prefix '30%x5:' {Source}: {Prefixes}")]
    [InlineData("--shared-prefix|x5", $"--shared-prefix 'x5' {Source}: {Prefixes}")]
    [InlineData(
        "--prompt-tokens|5|--generate-bytes|2KB",
        $"--generate-bytes '2KB' {Source} and --prompt-tokens '5' {Source}: each says how long a row is; give one of them"
    )]
    [InlineData("--vary", $"--vary 'true' {Source}: generated rows differ already; it is for files")]
    [InlineData(
        "--endpoint|/v1/embeddings|--output-tokens|5",
        $"--output-tokens '5' {Source} and --endpoint '/v1/embeddings' {Source}: rows of this endpoint have no answer in tokens; leave it out"
    )]
    [InlineData(
        "--generate-bytes|256B|--generate-model|a-name-of-more-than-one-hundred-characters-that-leaves-no-room-for-any-text-in-a-row-of-few-bytes-like-this",
        $"--generate-bytes '256B' {Source} and --generate-model 'a-name-of-more-than-one-hundred-characters-that-leaves-no-room-for-any-text-in-a…' {Source}: a row that names this model has at least 268 bytes"
    )]
    public async Task Wrong_IsOneErrorThatSaysWhatIsAllowed(string args, string expected)
    {
        Assert.Equal(
            ExitCodes.WrongUsage,
            await line.InvokeAsync(["--host", "mock", "--generate-requests", "4", .. args.Split('|')])
        );
        Assert.Equal([expected], line.Errors);
    }

    [Theory]
    [InlineData(
        "--prompt-tokens|5",
        $"--prompt-tokens '5' {Source}: needs --generate-requests, or a --class that generates"
    )]
    [InlineData(
        "--output-tokens|5",
        $"--output-tokens '5' {Source}: needs --generate-requests, or a --class that generates"
    )]
    [InlineData(
        "--shared-prefix|5%",
        $"--shared-prefix '5%' {Source}: needs --generate-requests, or a --class that generates"
    )]
    public async Task OfGeneratedRows_WithAFile_IsRefused(string args, string expected)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["--host", "mock", .. args.Split('|')]));
        Assert.Equal([expected], line.Errors);
    }

    [Fact]
    public async Task Sizes_TakePromptTokensToo()
    {
        var code = await line.InvokeAsync("capacity", "--host", "mock", "--sizes", "10,20", "--prompt-tokens", "5..9");

        Assert.Equal((ExitCodes.Success, new UniformTokens(5, 9)), (code, line.Run!.Data.PromptTokens));
    }
}
