using System.Net;
using System.Net.Http;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// The cookies of one virtual user: what the service (a load balancer before it) sets, kept and sent back by the rules of
/// RFC 6265 for domain, path, age and <c>Secure</c>, to the service's own origin and to no other.
/// </summary>
/// <param name="host">The service.</param>
internal sealed class CookieJar(Uri host)
{
    // Made when there is something to keep: most services set none, and users are many.
    private CookieContainer? container;
    private string? lastSent;

    /// <summary>Keeps what an answer sets. What cannot be read is left out.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="address">What was asked for.</param>
    public void Keep(HttpResponseMessage response, Uri address)
    {
        if (
            !response.Headers.NonValidated.TryGetValues("Set-Cookie", out var lines)
            || !Redirect.IsSameOrigin(host, address)
        )
        {
            return;
        }

        container ??= new CookieContainer();
        foreach (var line in lines)
        {
            // RFC 6265bis, 5.6: such a one is ignored.
            if (line.Any(letter => char.IsControl(letter) && letter != '\t'))
            {
                continue;
            }

            try
            {
                container.SetCookies(address, line);
            }
            catch (CookieException)
            {
                // As a browser: a cookie that is wrong, or that is for another domain, is none.
            }
        }
    }

    /// <summary>Value of the Cookie header for a request; null where there is none. A secret.</summary>
    public string? For(Uri address)
    {
        if (container is null || container.Count == 0 || !Redirect.IsSameOrigin(host, address))
        {
            return null;
        }

        var cookies = container.GetCookies(address);
        lastSent = cookies.Count == 0 ? null : Text(cookies);
        return lastSent;
    }

    /// <summary>
    /// Words of the service without these cookies, those that were sent and those that came with the answer. Kept here and
    /// not with the run's secrets: some load balancers set another one with every answer.
    /// </summary>
    public string Hide(string words, Uri address)
    {
        if (container is null)
        {
            return words;
        }

        var redactor = new SecretRedactor();
        redactor.AddHeader("Cookie", lastSent ?? "");
        redactor.AddHeader("Cookie", Text(container.GetCookies(address)));
        return redactor.Redact(words);
    }

    private static string Text(CookieCollection cookies) =>
        string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}"));
}
