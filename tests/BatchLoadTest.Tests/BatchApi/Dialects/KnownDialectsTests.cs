using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Dialects;

namespace BatchLoadTest.Tests.BatchApi.Dialects;

/// <summary>What holds for every dialect, those to come included.</summary>
public sealed class KnownDialectsTests
{
    public static TheoryData<string> Names => [.. KnownDialects.All.Select(dialect => dialect.Name)];

    [Fact]
    public void Default_IsTheControlLayer() => Assert.Equal("control-layer", KnownDialects.Default.Name);

    [Fact]
    public void Names_AreDistinctAndFound()
    {
        Assert.Equal(KnownDialects.All.Count, Names.Distinct().Count());
        Assert.All(KnownDialects.All, dialect => Assert.Same(dialect, KnownDialects.Find(dialect.Name)));
        Assert.Null(KnownDialects.Find("groq"));
    }

    // Else the key would be shown where headers are.
    [Theory]
    [MemberData(nameof(Names))]
    public void KeyHeader_IsASecret(string name) =>
        Assert.True(SecretHeaders.IsSecret(KnownDialects.Find(name)!.KeyHeader));

    [Theory]
    [MemberData(nameof(Names))]
    public void Paths_BeginWithASlashAndEndWithNone(string name)
    {
        var dialect = KnownDialects.Find(name)!;

        Assert.Matches("^/.*[^/]$", dialect.ApiBase);
        Assert.Matches("^/.*[^/]$", dialect.Endpoint);
    }

    // A proxy before a service may have another's words.
    [Theory]
    [MemberData(nameof(Names))]
    public void Status_TheWordsOfAllServicesAreUnderstood(string name)
    {
        var own = KnownDialects.Find(name)!.OwnStatusWords;

        Assert.All(
            StatusWords.Known,
            known => Assert.Equal(known.State, StatusWords.Parse(Encoding.UTF8.GetBytes(known.Text), own).State)
        );
    }

    [Theory]
    [InlineData("https://api.openai.com", "openai")]
    [InlineData("https://API.OpenAI.com:443", "openai")]
    [InlineData("https://eu.api.openai.com", "openai")]
    [InlineData("https://api.openai.com.example.org", null)]
    [InlineData("https://myapi.openai.com", null)]
    [InlineData("https://openai.com", null)]
    [InlineData("http://control-layer:3001", null)]
    [InlineData("http://127.0.0.1:8000", null)]
    [InlineData("http://[::1]:8000", null)]
    public void Guess_OnlyWhereTheHostTells(string host, string? name) =>
        Assert.Equal(name, KnownDialects.Guess(new Uri(host))?.Name);
}
