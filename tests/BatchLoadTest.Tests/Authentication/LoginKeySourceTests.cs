using BatchLoadTest.Authentication;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Authentication;

public sealed class LoginKeySourceTests
{
    private static readonly KeyOptions Options = new()
    {
        Mode = AuthMode.Login,
        Username = "me@service.test",
        Password = "pa\"ss word",
    };

    [Fact]
    public async Task ObtainAsync_LoggedIn_SendsTheSecureCookieOverPlainHttp()
    {
        using var desk = new KeyDesk(Options, LoggedIn, Created);

        var key = await desk.Login.ObtainAsync(CancellationToken.None);

        Assert.Equal("Bearer sk-created", key.Authorization);
        var (login, create) = (desk.Service.Requests[0], desk.Service.Requests[1]);
        Assert.Equal("POST /authentication/login", login.Line);
        Assert.Equal("""{"email":"me@service.test","password":"pa\u0022ss word"}""", login.Body);
        Assert.DoesNotContain("Authorization", login.Headers, StringComparison.Ordinal);
        Assert.Contains("Cookie: dwctl_session=abc.def=", create.Headers, StringComparison.Ordinal);
        Assert.DoesNotContain("HttpOnly", create.Headers, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", create.Headers, StringComparison.Ordinal);
        Assert.Equal([Step.Login, Step.Key], desk.Sink.Steps);
        Assert.Equal("***", desk.Redactor.Redact("abc.def="));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("other=1; Path=/")]
    [InlineData("dwctl_session=; Max-Age=0")]
    [InlineData("xdwctl_session=abc")]
    public async Task ObtainAsync_NoSessionCookie_IsRefused(string? cookie)
    {
        using var desk = new KeyDesk(Options, () => WithCookie(Answer.Json("{}"), cookie), Created);

        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() =>
            desk.Login.ObtainAsync(CancellationToken.None)
        );

        Assert.Contains("sets no cookie dwctl_session", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.MalformedBody, Assert.Single(desk.Sink.Measurements).Outcome);
    }

    [Fact]
    public async Task ObtainAsync_WrongPassword_SaysSoWithoutIt()
    {
        using var desk = new KeyDesk(Options, () => Answer.Text(401, "'pa\"ss word' is wrong"));

        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() =>
            desk.Login.ObtainAsync(CancellationToken.None)
        );

        Assert.Equal(
            "cannot log in as me@service.test at http://service.test/authentication/login: HTTP 401: '***' is wrong",
            refusal.Message
        );
    }

    [Fact]
    public async Task DeleteAsync_SessionStillGood_UsesIt()
    {
        using var desk = new KeyDesk(Options, LoggedIn, Created, () => Answer.Text(204));
        var key = await desk.Login.ObtainAsync(CancellationToken.None);

        Assert.Null(await desk.Login.DeleteAsync(key, CancellationToken.None));
        Assert.Equal(3, desk.Service.Requests.Count);
        Assert.Contains("Cookie: dwctl_session=abc.def=", desk.Service.Requests[2].Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteAsync_SessionRanOut_LogsInAgainAndMeasuresNothing()
    {
        using var desk = new KeyDesk(
            Options,
            LoggedIn,
            Created,
            () => Answer.Text(401),
            () => WithCookie(Answer.Json("{}"), "dwctl_session=second"),
            () => Answer.Text(204)
        );
        var key = await desk.Login.ObtainAsync(CancellationToken.None);

        Assert.Null(await desk.Login.DeleteAsync(key, CancellationToken.None));
        Assert.Contains("Cookie: dwctl_session=second", desk.Service.Requests[^1].Headers, StringComparison.Ordinal);
        // Deletions come after the load; nothing that belongs to them may show in its figures.
        Assert.Equal([Step.Login, Step.Key], desk.Sink.Steps);
    }

    // Load that breaks the service is when it hangs at the end.
    [Fact]
    public async Task DeleteAsync_CutOff_IsAProblemAndNoException()
    {
        using var desk = new KeyDesk(Options, LoggedIn, Created, () => Answer.Text(401), () => Answer.Text(503));
        var key = await desk.Login.ObtainAsync(CancellationToken.None);
        using var cutOff = new CancellationTokenSource();
        await cutOff.CancelAsync();

        Assert.Equal("interrupted", await desk.Login.DeleteAsync(key, cutOff.Token));
    }

    private static HttpResponseMessage LoggedIn() =>
        WithCookie(Answer.Json("{}"), "dwctl_session=abc.def=; HttpOnly; Secure; SameSite=strict");

    private static HttpResponseMessage Created() => Answer.Json("""{"id":"key-1","key":"sk-created"}""", 201);

    private static HttpResponseMessage WithCookie(HttpResponseMessage answer, string? cookie)
    {
        if (cookie is not null)
        {
            answer.Headers.TryAddWithoutValidation("Set-Cookie", "theme=dark");
            answer.Headers.TryAddWithoutValidation("Set-Cookie", cookie);
        }

        return answer;
    }
}
