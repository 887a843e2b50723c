using System.Net.Http;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Authentication;

/// <summary>Takes the session cookie from the answer to a login.</summary>
internal sealed class LoginBodyReader(string cookieName) : BodyReader<string>
{
    public override async ValueTask<(Outcome Outcome, string? Detail)> ReadAsync(
        HttpResponseMessage response,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        var rest = new byte[4096];
        int read;
        while ((read = await body.ReadAsync(rest, cancellationToken)) > 0)
        {
            Received += read;
            Activity?.Received();
        }

        Value = Find(response);
        return Value is null
            ? (Outcome.MalformedBody, $"the answer sets no cookie {cookieName}")
            : (Outcome.Success, null);
    }

    // By hand: the framework's cookie container does not send a Secure cookie over plain http, and a control layer
    // inside a cluster is plain http.
    private string? Find(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            return null;
        }

        foreach (var cookie in cookies)
        {
            var pair = cookie.Split(';', 2)[0].Trim();
            if (pair.StartsWith(cookieName + "=", StringComparison.Ordinal) && pair.Length > cookieName.Length + 1)
            {
                return pair;
            }
        }

        return null;
    }
}
