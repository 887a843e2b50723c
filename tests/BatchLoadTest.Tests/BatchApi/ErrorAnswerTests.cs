using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ErrorAnswerTests
{
    [Fact]
    public async Task Get_Refused_CountsTheBytesOfItsBody()
    {
        var response = await GetAsync(new string('e', 20_000));

        Assert.Equal(20_000, response.BytesReceived);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(60_000)]
    public async Task Get_LongJson_ShowsItsMessageOnly(int length)
    {
        var response = await GetAsync(
            $$$"""{"rows":"{{{new string('r', length)}}}","error":{"message":"line 3 is wrong"}}"""
        );

        Assert.Equal("line 3 is wrong", response.Detail);
    }

    // A lone surrogate is valid JSON to the reader and no valid text: it must not hide that this was a 500.
    [Fact]
    public async Task Get_RefusedWithUnreadableWords_IsStillThatStatus()
    {
        var response = await GetAsync("""{"error":{"message":"\ud800"}}""");

        Assert.Equal(Outcome.HttpStatus, response.Outcome);
        Assert.Equal(500, response.Status);
    }

    [Theory]
    [InlineData("sk-0123456789-abcdefghij")]
    [InlineData("two  spaces\tand a tab")]
    public async Task Get_SecretWhereTheWordsAreCut_LeavesNoPart(string secret)
    {
        for (var before = ErrorText.MaxLength - secret.Length; before <= ErrorText.MaxLength; before++)
        {
            var response = await GetAsync(new string('e', before) + secret, secret);

            Assert.DoesNotContain(secret[..2], response.Detail, StringComparison.Ordinal);
        }
    }

    // Blanks are collapsed after the words were cut: what is left of the secret must not be shown.
    [Fact]
    public async Task Get_SecretWhereTheBodyIsCut_LeavesNoPart()
    {
        const string secret = "sk-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789";
        for (var before = 4_096 - secret.Length - 1; before <= 4_096 - 4; before++)
        {
            var response = await GetAsync(new string(' ', before) + secret + " and more", secret);

            Assert.DoesNotContain("sk-0", response.Detail, StringComparison.Ordinal);
        }
    }

    private static async Task<ApiResponse<UploadedFile>> GetAsync(string body, string? secret = null)
    {
        var redactor = new SecretRedactor();
        redactor.Add(secret);
        using var handler = new StubHandler(_ => Answer.Text(500, body));
        using var connection = Connecting.To(handler, TimeProvider.System, redactor);
        return await Link.GetAsync(connection, Connecting.StubHost);
    }
}
