using System.Text;
using System.Text.Json;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Prompts;
using BatchLoadTest.Tests.Support;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>
/// A service that keeps the beginnings of prompts answers a text that it has seen before in no time: its capacity would be
/// fiction where uploads repeat theirs.
/// </summary>
public sealed class PromptsThatDifferTests
{
    private const string Chat = "/v1/chat/completions";

    [Fact]
    public void Prompts_OfManyUploadsOfManyUsers_AreAllDifferentFromTheirFirstWordsOn()
    {
        using var data = Data(new FixedTokens(40), rows: 300);
        var prompts = new List<string>();
        foreach (var user in new[] { 1, 2, 255, 256, 257, 10_000_001 })
        {
            foreach (var number in new long[] { 1, 2, 256, (3L << 24) + 1 })
            {
                prompts.AddRange(PromptsOf(data.NextUpload(user, number)));
            }
        }

        Assert.Equal(6 * 4 * 300, prompts.Distinct(StringComparer.Ordinal).Count());
        // Caches keep blocks of tokens, 16 as a rule.
        Assert.Equal(
            prompts.Count,
            prompts.Select(prompt => Words(prompt, 16)).Distinct(StringComparer.Ordinal).Count()
        );
    }

    [Fact]
    public void Addresses_Any_DifferInTheirWords() =>
        Law.Holds(
            from row in Number
            from upload in Number
            from user in Number
            from row2 in Number
            from upload2 in Number
            from user2 in Number
            select (One: new RowAddress(row, upload, user), Other: new RowAddress(row2, upload2, user2)),
            pair =>
            {
                var text = new PromptText(7);
                var (one, other) = (Address(text, pair.One), Address(text, pair.Other));
                Assert.Equal(pair.One == pair.Other, one == other);
                Assert.Equal(
                    PromptText.LengthOf(pair.One),
                    one.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length
                );
                Assert.True(pair.One == pair.Other || !one.StartsWith(other, StringComparison.Ordinal));
            }
        );

    [Fact]
    public void SameSeedUserAndUpload_AreTheSameRows_WhoeverMakesThem()
    {
        using var one = Data(new UniformTokens(5, 90), rows: 50);
        using var worker = Data(new UniformTokens(5, 90), rows: 50);
        using var other = Data(new UniformTokens(5, 90), rows: 50, seed: 8);
        // Those of another user first, as a worker may have it.
        Copy(worker.NextUpload(9, 4));

        Assert.Equal(Copy(one.NextUpload(3, 2)), Copy(worker.NextUpload(3, 2)));
        Assert.NotEqual(Copy(one.NextUpload(3, 2)), Copy(worker.NextUpload(3, 3)));
        Assert.NotEqual(Copy(one.NextUpload(3, 2)), Copy(worker.NextUpload(4, 2)));
        Assert.NotEqual(Copy(one.NextUpload(3, 2)), Copy(other.NextUpload(3, 2)));
    }

    // Whatever machine and runtime: these are the words of seed 7.
    [Fact]
    public void FirstPrompt_OfASeed_IsTheSameForEver()
    {
        using var data = Data(new FixedTokens(8), rows: 2);

        Assert.Equal(
            ["smoke carry ahead brave bloom labor album grass", "might carry ahead heart first trail magic write"],
            PromptsOf(data.NextUpload(1, 1))
        );
    }

    [Fact]
    public void Upload_OfPromptsOfAnyLength_IsAsLongAsAnnounced_AndCountsWhatItHas() =>
        Law.Holds(
            from rows in Gen.Choose(1, 200)
            from least in Gen.Choose(1, 60)
            from more in Gen.Choose(0, 400)
            from share in Gen.Choose(0, 10)
            from prefix in Gen.Choose(1, 200)
            from endpoint in Gen.Elements(Chat, "/v1/embeddings", "/v1/responses", "/v1/completions")
            select (rows, least, more, share, prefix, endpoint),
            asked =>
            {
                var shape = new RowShape
                {
                    PromptTokens = new UniformTokens(asked.least, asked.least + asked.more),
                    OutputTokens = new UniformTokens(1, 2000),
                    Prefixes = new SharedPrefixes(asked.share / 10.0, 3, asked.prefix),
                    Model = "m",
                    Endpoint = asked.endpoint,
                };
                using var data = new GeneratedData(asked.rows, shape, 1, "3f9a1c");
                var upload = data.NextUpload(2, 3);
                var bytes = Copy(upload);
                var prompts = PromptsOf(bytes);

                Assert.Equal(upload.Source.Length, bytes.Length);
                Assert.Equal(asked.rows, prompts.Distinct(StringComparer.Ordinal).Count());
                var counts = upload.Source.Prompts;
                Assert.Equal((1, asked.rows, asked.rows), (counts.Uploads, counts.Rows, counts.Distinct));
                Assert.Equal(prompts.Sum(prompt => prompt.Split(' ').Length), counts.Tokens);
                Assert.Equal(
                    prompts.Count(prompt => prompt.Contains("Task:", StringComparison.Ordinal)),
                    counts.Prefixed
                );
            }
        );

    [Theory]
    [InlineData(Chat, "max_tokens", "messages")]
    [InlineData("/chat/completions", "max_tokens", "messages")]
    [InlineData("/v1/completions", "max_tokens", "prompt")]
    [InlineData("/v1/responses", "max_output_tokens", "input")]
    [InlineData("/v1/embeddings", null, "input")]
    public void Row_OfAnEndpoint_IsOfItsKind(string endpoint, string? maxTokens, string member)
    {
        var shape = new RowShape
        {
            OutputTokens = new FixedTokens(77),
            Model = "m",
            Endpoint = endpoint,
        };
        using var data = new GeneratedData(1, shape, 1, null);

        using var row = JsonDocument.Parse(Copy(data.NextUpload(1, 1)));
        string[] members = ["model", .. maxTokens is null ? Array.Empty<string>() : [maxTokens], member];
        var body = row.RootElement.GetProperty("body");
        Assert.Equal(members, body.EnumerateObject().Select(each => each.Name));
        Assert.True(maxTokens is null || body.GetProperty(maxTokens).GetInt32() == 77);
    }

    [Fact]
    public void Lengths_OfARange_AreSpreadOverIt()
    {
        var lengths = Lengths(new UniformTokens(200, 2000), 20_000);

        Assert.InRange(lengths.Min(), 200, 203);
        Assert.InRange(lengths.Max(), 1997, 2000);
        // Five standard errors.
        Assert.InRange(lengths.Average(), 1100 - 19, 1100 + 19);
        Assert.InRange(lengths.Count(length => length < 650) / 20_000.0, 0.235, 0.265);
    }

    [Theory]
    [InlineData(800, 2400)]
    [InlineData(500, 600)]
    [InlineData(1000, 3860)]
    public void Lengths_Lognormal_HaveMeanAndPercentileAskedFor(int mean, int p95)
    {
        var lengths = Lengths(new LogNormalTokens(mean, p95), 40_000).Order().ToList();

        Assert.InRange(lengths.Average(), mean * 0.96, mean * 1.04);
        Assert.InRange(lengths[38_000], p95 * 0.95, p95 * 1.05);
    }

    [Fact]
    public void SharedPrefixes_HaveTheirShare_EachOfThemEquallyOften()
    {
        var shape = new RowShape
        {
            PromptTokens = new UniformTokens(60, 80),
            Prefixes = new SharedPrefixes(0.3, 5, 25),
            Model = "m",
            Endpoint = Chat,
        };
        using var data = new GeneratedData(10_000, shape, 7, null);
        var upload = data.NextUpload(1, 1);
        var prompts = PromptsOf(upload);

        var beginnings = prompts
            .GroupBy(prompt => Words(prompt, 26), StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);
        Assert.Equal(5, beginnings.Count);
        Assert.All(beginnings.Values, count => Assert.InRange(count, 600 - 120, 600 + 120));
        Assert.InRange(beginnings.Values.Sum(), 3000 - 230, 3000 + 230);
        Assert.Equal(beginnings.Values.Sum(), upload.Source.Prompts.Prefixed);
        Assert.All(beginnings.Keys, beginning => Assert.EndsWith(" Task:", beginning, StringComparison.Ordinal));
        // Those of other users and uploads are the same five.
        var others = PromptsOf(data.NextUpload(77, 5)).Select(prompt => Words(prompt, 26));
        Assert.InRange(others.Count(beginnings.ContainsKey), 3000 - 230, 3000 + 230);
    }

    [Fact]
    public void SharedPrefix_ByDefault_IsHalfOfThePrompt_AndChangesNoLength()
    {
        var shape = new RowShape
        {
            PromptTokens = new UniformTokens(20, 90),
            Model = "m",
            Endpoint = Chat,
        };
        using var without = new GeneratedData(200, shape, 7, null);
        using var with = new GeneratedData(200, shape with { Prefixes = new SharedPrefixes(1, 1, null) }, 7, null);
        var lengths = PromptsOf(without.NextUpload(1, 1)).Select(Encoding.UTF8.GetByteCount).ToList();
        var prompts = PromptsOf(with.NextUpload(1, 1));

        Assert.Equal(lengths, prompts.Select(Encoding.UTF8.GetByteCount));
        Assert.All(
            prompts,
            prompt =>
            {
                var words = prompt.Split(' ');
                Assert.Equal(words.Length / 2, Array.IndexOf(words, "Task:"));
            }
        );
    }

    [Fact]
    public void Prompt_TooShortForAll_StillDiffers()
    {
        using var data = Data(new FixedTokens(1), rows: 1000);

        var prompts = PromptsOf(data.NextUpload(1, 1));

        Assert.Equal(1000, prompts.Distinct(StringComparer.Ordinal).Count());
        Assert.All(prompts, prompt => Assert.InRange(prompt.Split(' ').Length, 3, 4));
    }

    [Fact]
    public void PromptWords_AreDifferentWordsOfOneLengthThatNeedNoEscape()
    {
        Assert.Equal(PromptWords.Count, PromptWords.All.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(PromptWords.Separator, PromptWords.All);
        Assert.All(
            PromptWords.All,
            word =>
            {
                Assert.Equal(PromptWords.Bytes - 1, Encoding.UTF8.GetByteCount(word));
                Assert.DoesNotContain(word, character => character is '"' or '\\' || char.IsControl(character));
            }
        );
    }

    private static FsCheck.Gen<int> Number =>
        Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(250, 260), Gen.Choose(65_530, 65_540), Gen.Choose(0, int.MaxValue));

    private static GeneratedData Data(TokenNumbers tokens, int rows, int seed = 7) =>
        new(
            rows,
            new RowShape
            {
                PromptTokens = tokens,
                Model = "m",
                Endpoint = Chat,
            },
            seed,
            null
        );

    private static List<int> Lengths(TokenNumbers tokens, int rows)
    {
        using var data = Data(tokens, rows);
        return
        [
            .. PromptsOf(data.NextUpload(1, 1))
                .Select(prompt => (Encoding.UTF8.GetByteCount(prompt) + 1) / PromptWords.Bytes),
        ];
    }

    private static string Address(PromptText text, in RowAddress address)
    {
        var words = new byte[(PromptText.LongestAddress * PromptWords.Bytes) + PromptText.Slack];
        var length = text.WriteOwn(words, PromptText.LengthOf(address), address, 0);
        return Encoding.UTF8.GetString(words.AsSpan(0, length));
    }

    private static string Words(string prompt, int count) => string.Join(' ', prompt.Split(' ').Take(count));

    private static List<string> PromptsOf(Upload upload) => PromptsOf(Copy(upload));

    private static List<string> PromptsOf(byte[] rows) =>
        [
            .. Encoding
                .UTF8.GetString(rows)
                .TrimEnd('\n')
                .Split('\n')
                .Select(line =>
                {
                    using var row = JsonDocument.Parse(line);
                    var body = row.RootElement.GetProperty("body");
                    return body.TryGetProperty("messages", out var messages)
                            ? messages[0].GetProperty("content").GetString()!
                        : body.TryGetProperty("input", out var input) ? input.GetString()!
                        : body.GetProperty("prompt").GetString()!;
                }),
        ];

    // Nothing waits: the task has ended.
    private static byte[] Copy(Upload upload)
    {
        var target = new MemoryStream();
        var copying = upload.Source.CopyToAsync(target, CancellationToken.None);
        copying.GetAwaiter().GetResult();
        return target.ToArray();
    }
}
