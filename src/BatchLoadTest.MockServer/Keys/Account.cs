using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BatchLoadTest.MockServer.Keys;

/// <summary>The one account: its HTTP Basic credentials and its login session.</summary>
internal sealed class Account(string username, string password, bool loginOnly)
{
    private const string CookieName = "dwctl_session";

    /// <summary>Eight hours, in seconds.</summary>
    private const int SessionSeconds = 8 * 3600;

    private readonly string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}"));

    /// <summary>One session for every login: there is one user, and a list of sessions would grow with the load.</summary>
    private readonly string session = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public string Id { get; } = Guid.NewGuid().ToString();

    public string Username => username;

    public string SessionCookie =>
        $"{CookieName}={session}; Path=/; HttpOnly; Secure; SameSite=strict; Max-Age={SessionSeconds}";

    public bool Knows(string? email, string? secret) => email == username && secret == password;

    public bool Recognises(HttpRequest request)
    {
        const string scheme = "Basic ";
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return !loginOnly && authorization.AsSpan(scheme.Length).Trim().SequenceEqual(basic);
        }

        return request.Cookies.TryGetValue(CookieName, out var sent) && sent == session;
    }
}
