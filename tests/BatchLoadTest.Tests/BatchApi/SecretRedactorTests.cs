using System.Text;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class SecretRedactorTests
{
    private readonly SecretRedactor redactor = new();

    [Theory]
    [InlineData("sk-abcdef")]
    [InlineData("p\"a\\ss/w+ör d&'")]
    public void Redact_AsIsInAUrlOrInJson_IsTakenOut(string secret)
    {
        redactor.Add(secret);

        Assert.Equal("key *** refused", redactor.Redact($"key {secret} refused"));
        Assert.Equal("?key=***", redactor.Redact("?key=" + Uri.EscapeDataString(secret)));
        Assert.Equal("***", redactor.Redact(System.Text.Json.JsonEncodedText.Encode(secret).ToString()));
    }

    [Fact]
    public void Redact_SecretWithinAnother_LeavesNoRest()
    {
        redactor.Add("secret");
        redactor.Add("secret-and-more");

        Assert.Equal("*** ***", redactor.Redact("secret-and-more secret"));
    }

    [Fact]
    public void Redact_Basic_HidesTheEncodedPair()
    {
        redactor.AddBasic("admin", "pass");

        var header = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:pass"));
        Assert.Equal("Basic ***", redactor.Redact(header));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    public void Add_NoneOrTooShort_ChangesNothing(string? secret)
    {
        redactor.Add(secret);

        Assert.Equal("abc abcd", redactor.Redact("abc abcd"));
    }
}
