using BatchLoadTest.FaultMatrix.Support;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.FaultMatrix;

/// <summary>What a proxy does wrong: one that passes requests on, and one that is asked for a tunnel (https).</summary>
internal static class ProxyFaults
{
    private const string Good = """{"id":"file-1"}""";
    private const string Asks = "Proxy-Authenticate: Basic realm=\"proxy\"\r\n";
    private const string RightUser = "user:secret-password";

    // base64 of RightUser.
    private const string RightHeader = "Proxy-Authorization: Basic dXNlcjpzZWNyZXQtcGFzc3dvcmQ=\r\n";

    private static readonly Uri Plain = new("http://service.test");
    private static readonly Uri Secure = new("https://service.test");

    /// <summary>The faults.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("407, no password known", "get get", "http_407 http_407", 2, AskAsync) { Elsewhere = Plain },
        new("407 for a wrong password", "get upload", "http_407 http_407", 2, AskAsync)
        {
            Elsewhere = Plain,
            ProxyUser = "user:wrong-password",
        },
        new("asks for a password that is known", "get upload get", "success success success", 3, AskAsync)
        {
            Elsewhere = Plain,
            ProxyUser = RightUser,
        },
        new("502 of a proxy", "get", "http_502", 1, c => AlwaysAsync(c, 502, "")) { Elsewhere = Plain },
        new("proxy closes before the answer", "get", "connection_closed", 1, c => c.ReadRequestAsync())
        {
            Elsewhere = Plain,
        },
        new(
            "proxy closes after idle",
            "get idle get",
            "success resent connection_closed",
            3,
            async c =>
            {
                await c.ReadRequestAsync();
                if (c.Number == 1)
                {
                    await c.AnswerAsync(200, Good);
                    await c.ReadRequestAsync();
                }
            }
        )
        {
            Elsewhere = Plain,
        },
        new("tunnel: 407, no password known", "get", "unreachable", 1, AskAsync) { Elsewhere = Secure },
        new("tunnel: 503", "get", "unreachable", 1, c => AlwaysAsync(c, 503, "")) { Elsewhere = Secure },
        new("tunnel: closed before the answer", "get", "unreachable", 1, c => c.ReadRequestAsync())
        {
            Elsewhere = Secure,
        },
        new(
            "tunnel: reset before the answer",
            "get",
            "connection_reset",
            1,
            async c =>
            {
                await c.ReadRequestAsync();
                await c.ResetAsync();
            }
        )
        {
            Elsewhere = Secure,
        },
        new(
            "tunnel: nothing comes",
            "get",
            "timeout",
            1,
            async c =>
            {
                await c.ReadRequestAsync();
                await c.StallAsync();
            }
        )
        {
            Elsewhere = Secure,
            TimeoutMilliseconds = 300,
        },
        new(
            "tunnel: closed in the handshake",
            "get",
            "tls",
            1,
            async c =>
            {
                await OpenAsync(c);
                await c.EndInOrderAsync();
            }
        )
        {
            Elsewhere = Secure,
        },
        // CONNECT is asked for twice, once with the password; the request is sent once.
        new(
            "tunnel: asks for a password that is known",
            "get",
            "success",
            3,
            async c =>
            {
                if (!(await c.ReadRequestAsync()).Contains(RightHeader, StringComparison.Ordinal))
                {
                    await c.AnswerAsync(407, "", Asks);
                    await c.ReadRequestAsync();
                }

                await c.SendAsync("HTTP/1.1 200 Connection established\r\n\r\n");
                await c.StartTlsAsync(Certificates.Own.Server);
                await AlwaysAsync(c, 200, Good);
            }
        )
        {
            Elsewhere = Secure,
            ProxyUser = RightUser,
        },
        new(
            "tunnel: closed before the answer of the service",
            "get idle get",
            "success resent connection_closed",
            5,
            async c =>
            {
                await OpenAsync(c);
                await c.StartTlsAsync(Certificates.Own.Server);
                await c.ReadRequestAsync();
                if (c.Number == 1)
                {
                    await c.AnswerAsync(200, Good);
                    await c.ReadRequestAsync();
                }
            }
        )
        {
            Elsewhere = Secure,
        },
        // What TLS itself sends while an upload is under way is no early answer.
        new(
            "tunnel: a large upload",
            "large",
            "success",
            2,
            async c =>
            {
                await OpenAsync(c);
                await c.StartTlsAsync(Certificates.Own.Server);
                await AlwaysAsync(c, 200, Good);
            }
        )
        {
            Elsewhere = Secure,
        },
    ];

    private static async Task OpenAsync(RawConnection connection)
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync("HTTP/1.1 200 Connection established\r\n\r\n");
    }

    private static async Task AskAsync(RawConnection connection)
    {
        while (await connection.ReadRequestAsync() is { Length: > 0 } request)
        {
            await (
                request.Contains(RightHeader, StringComparison.Ordinal)
                    ? connection.AnswerAsync(200, Good)
                    : connection.AnswerAsync(407, "", Asks)
            );
        }
    }

    private static async Task AlwaysAsync(RawConnection connection, int status, string body)
    {
        while (await connection.ReadRequestAsync() is { Length: > 0 })
        {
            await connection.AnswerAsync(status, body);
        }
    }
}
