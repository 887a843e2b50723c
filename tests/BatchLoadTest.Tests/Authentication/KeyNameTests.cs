using BatchLoadTest.Authentication;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Authentication;

public sealed class KeyNameTests
{
    // The service may have created the key before the answer broke off; the same name again would get 409.
    [Fact]
    public async Task CreateAsync_AnswerBrokeOff_TriesAgainUnderAnotherName()
    {
        using var desk = new KeyDesk(
            new KeyOptions(),
            () => throw new HttpIOException(HttpRequestError.ResponseEnded),
            () => Answer.Text(429),
            () => Answer.Json("""{"key":"sk-created"}""")
        );

        var creating = new BasicKeySource(desk.Endpoint, new KeyOptions()).ObtainAsync(CancellationToken.None);
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await creating.WaitAsync(Eventually.Patience);

        Assert.Contains("\"load-test-run-1\"", desk.Service.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"load-test-run-1-2\"", desk.Service.Requests[1].Body, StringComparison.Ordinal);
        Assert.Contains("\"load-test-run-1-2\"", desk.Service.Requests[2].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_AddressWithAPassword_IsNotShown()
    {
        var options = new KeyOptions { Endpoint = "http://me:hidden@keys.test/api-keys?token=hidden" };
        using var desk = new KeyDesk(options, () => Answer.Text(401, "no"));

        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() =>
            desk.Basic.ObtainAsync(CancellationToken.None)
        );

        Assert.Equal(
            "cannot create an API key at http://keys.test/api-keys: HTTP 401: no; ",
            refusal.Message[..(refusal.Message.IndexOf("; ", StringComparison.Ordinal) + 2)]
        );
    }
}
