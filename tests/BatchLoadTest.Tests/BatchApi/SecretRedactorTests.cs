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
        redactor.Add("secrets1");
        redactor.Add("secrets1-and-more");

        Assert.Equal("*** ***", redactor.Redact("secrets1-and-more secrets1"));
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

    [Theory]
    [InlineData("Incorrect password", "Incorrect password")]
    [InlineData(
        """{"error":"Incorrect password","password":"password"}""",
        """{"error":"Incorrect password","password":"***"}"""
    )]
    [InlineData("the password, please: user:password@", "the password, please: user:***@")]
    [InlineData("login?password=password&x=1", "login?password=***&x=1")]
    [InlineData("passwords password1 my-password", "passwords password1 my-password")]
    public void Redact_ADefault_IsTakenOutOnlyWhereItStandsAsAValue(string text, string shown)
    {
        redactor.Add("password", isDefault: true);

        Assert.Equal(shown, redactor.Redact(text));
    }

    [Theory]
    [InlineData("letmein", "we cannot letmein you in, letmeins", "we cannot letmein you in, letmeins")]
    [InlineData("letmein", "given: \"letmein\"", "given: \"***\"")]
    [InlineData("4711", "at most 4711 rows, pin=4711", "at most 4711 rows, pin=***")]
    [InlineData("pa55!", "user pa55! is unknown", "user *** is unknown")]
    public void Redact_AShortSecret_LeavesSentencesAsTheyAre(string secret, string text, string shown)
    {
        redactor.Add(secret);

        Assert.Equal(shown, redactor.Redact(text));
    }

    [Theory]
    [InlineData("sk-abcdefgh is refused: sk-abcd…", "*** is refused: ***…")]
    [InlineData("sk-a…", "***…")]
    [InlineData("cut here sk-…", "cut here sk-…")]
    public void Redact_ASecretThatWasCut_IsTakenOutAtTheEnd(string text, string shown)
    {
        redactor.Add("sk-abcdefgh");

        Assert.Equal(shown, redactor.Redact(text));
    }

    [Theory]
    [InlineData("see https://files.test/a/b?sig=abc&exp=1 or ask", "see https://files.test/a/b?*** or ask")]
    [InlineData("""{"url":"https:\/\/files.test\/a?sig=abc"}""", """{"url":"https:\/\/files.test\/a?***"}""")]
    [InlineData(
        "redirect to http://a.test/?x=1 http://b.test/c?y",
        "redirect to http://a.test/?*** http://b.test/c?***"
    )]
    [InlineData("why? because: no", "why? because: no")]
    public void Redact_AQueryString_IsTakenOut(string text, string shown) => Assert.Equal(shown, redactor.Redact(text));

    [Theory]
    [InlineData("x-portkey-provider", "openai", "openai refuses", "openai refuses")]
    [InlineData("x-portkey-api-key", "pk-12345678", "pk-12345678 refused", "*** refused")]
    [InlineData("Authorization", "Bearer sk-12345678", "key sk-12345678 refused", "key *** refused")]
    [InlineData("Cookie", "a=1; session=abcdefgh12", "no session abcdefgh12", "no session ***")]
    [InlineData("X-Amz-Signature", "0123456789abcdef", "bad 0123456789abcdef", "bad ***")]
    public void AddHeader_OnlyThoseThatCarrySecretsAreMasked(string name, string value, string text, string shown)
    {
        redactor.AddHeader(name, value);

        Assert.Equal(shown, redactor.Redact(text));
    }
}
