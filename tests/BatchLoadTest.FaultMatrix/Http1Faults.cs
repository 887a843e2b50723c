using System.Text;
using BatchLoadTest.FaultMatrix.Support;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.FaultMatrix;

/// <summary>What an HTTP/1.1 server does wrong, over TLS as well.</summary>
internal static class Http1Faults
{
    private const string Good = """{"id":"file-1"}""";
    private const string TooLarge = "HTTP/1.1 413 Too Large\r\nContent-Length: 9\r\n\r\ntoo large";

    // Nothing comes: the fault is over when this is.
    private const int Short = 300;

    // Of one test with its server: a few buffers, not what was sent.
    private const long Bounded = 24_000_000;

    private static readonly byte[] Much = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));

    public static IReadOnlyList<Fault> All { get; } =
    [
        // The connection ends in place of an answer.
        new("closed before the answer, new connection", "get", "connection_closed", 1, Drop),
        new("closed before the answer, used connection", "get get", "success connection_closed", 2, AnswerThenDrop),
        new("closed half a second later", "get moment get", "success connection_closed", 2, AnswerThenDrop),
        new("closed after idle", "get idle get get", "success resent success success", 4, AnswerThenDropOnFirst),
        new("closed after idle, twice", "get idle get", "success resent connection_closed", 3, DropAllButFirst),
        new("closed after idle, a download", "get idle download", "success resent success", 3, AnswerThenDropOnFirst),
        new("closed after idle, an upload", "get idle upload", "success connection_closed", 2, AnswerThenDrop),
        new("closed while idle", "get ended idle get", "success success", 2, AnswerOnce),
        new("closed before an upload", "get ended upload", "success success", 2, AnswerOnce),
        new("every request dropped", "get get get upload get", Repeat("connection_closed", 5), 5, Drop),
        new(
            "every other request dropped",
            "get get get get",
            "success connection_closed success connection_closed",
            4,
            AnswerThenDrop
        ),
        new(
            "reset before the answer",
            "get",
            "connection_reset",
            1,
            async c =>
            {
                await c.ReadRequestAsync();
                await c.ResetAsync();
            }
        ),
        new(
            "reset after idle",
            "get idle get",
            "success connection_reset",
            2,
            async c =>
            {
                await AnswerOnce(c);
                await c.ReadRequestAsync();
                await c.ResetAsync();
            }
        ),
        new(
            "reset while the request is sent",
            "large",
            "connection_reset",
            1,
            async c =>
            {
                await c.ReadHeadAsync();
                await c.ResetAsync();
            }
        ),
        new("reset before the request", "get", "connection_reset", 0, c => c.ResetAsync()),
        // The answer ends early.
        new("closed in the status line", "get", "connection_closed", 1, c => AnswerAsync(c, "HTTP/1.1 2")),
        new(
            "closed in the headers",
            "get",
            "connection_closed",
            1,
            c => AnswerAsync(c, "HTTP/1.1 200 OK\r\nContent-Le")
        ),
        new(
            "closed in the headers, after idle",
            "get idle get",
            "success connection_closed",
            2,
            async c =>
            {
                await AnswerOnce(c);
                await AnswerAsync(c, "HTTP/1.1 200 OK\r\nContent-Le");
            }
        ),
        new(
            "reset in the headers",
            "get",
            "connection_reset",
            1,
            async c =>
            {
                await AnswerAsync(c, "HTTP/1.1 200 OK\r\nContent-Le");
                await c.ResetAsync();
            }
        ),
        new(
            "body shorter than its length",
            "get",
            "truncated_body",
            1,
            c => AnswerAsync(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":")
        ),
        new(
            "download shorter than its length",
            "download",
            "truncated_body",
            1,
            c => AnswerAsync(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":")
        ),
        new(
            "no byte of the body",
            "get",
            "truncated_body",
            1,
            c => AnswerAsync(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
        ),
        new(
            "chunk cut off",
            "download",
            "truncated_body",
            1,
            c => AnswerAsync(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"id\":")
        ),
        new(
            "last chunk missing",
            "download",
            "truncated_body",
            1,
            c => AnswerAsync(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{\"id\":\r\n")
        ),
        new(
            "reset in the body",
            "download",
            "connection_reset",
            1,
            async c =>
            {
                await AnswerAsync(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":");
                await c.ResetAsync();
            }
        ),
        new(
            "interim answer, then closed",
            "get",
            "connection_closed",
            1,
            c => AnswerAsync(c, "HTTP/1.1 103 Early Hints\r\n\r\n")
        ),
        // It is not HTTP.
        new("no status line", "get", "protocol", 1, c => AnswerAsync(c, "SSH-2.0-OpenSSH_9.2\r\n\r\n")),
        new(
            "garbage",
            "get",
            "protocol",
            1,
            async c =>
            {
                await c.ReadRequestAsync();
                await c.SendAsync(new byte[] { 0, 255, 10, 13, 10, 1, 2, 3, 13, 10 });
                await c.StallAsync();
            }
        ),
        new(
            "line without an end",
            "get",
            "protocol",
            1,
            async c =>
            {
                await c.ReadRequestAsync();
                await c.SendEndlesslyAsync(Much);
            }
        )
        {
            MostAllocated = Bounded,
        },
        new(
            "another HTTP version",
            "get",
            "protocol",
            1,
            c => AnswerAsync(c, "HTTP/3.7 200 OK\r\nContent-Length: 0\r\n\r\n")
        ),
        new(
            "status that is no number",
            "get",
            "protocol",
            1,
            c => AnswerAsync(c, "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n")
        ),
        new("header without a colon", "get", "protocol", 1, c => AnswerAsync(c, "HTTP/1.1 200 OK\r\nno colon\r\n\r\n")),
        new(
            "headers without an end",
            "get",
            "protocol",
            1,
            async c =>
            {
                await AnswerAsync(c, "HTTP/1.1 200 OK\r\n");
                await c.SendEndlesslyAsync(Encoding.ASCII.GetBytes($"X-Long: {new string('x', 1_000)}\r\n"));
            }
        )
        {
            MostAllocated = Bounded,
        },
        new(
            "chunk size that is no number",
            "get",
            "protocol",
            1,
            c => AnswerAsync(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
        ),
        new(
            "interim answer, then the answer",
            "get",
            "success",
            1,
            c => AnswerAsync(c, $"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{Good}")
        ),
        new(
            "two answers for one request",
            "get ended get",
            "success success",
            2,
            c =>
                AnswerAsync(
                    c,
                    string.Concat(Enumerable.Repeat($"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{Good}", 2))
                )
        ),
        new(
            "408 on an idle connection",
            "get ended idle get",
            "success success",
            2,
            async c =>
            {
                await AnswerOnce(c);
                await c.SendAsync("HTTP/1.1 408 Timeout\r\nContent-Length: 0\r\n\r\n");
            }
        ),
        new(
            "HTTP/1.0, ended by the connection",
            "get get",
            "success success",
            2,
            c => AnswerAsync(c, $"HTTP/1.0 200 OK\r\n\r\n{Good}")
        ),
        // It refuses.
        new(
            "413 while the body is sent, reads on",
            "large get",
            "http_413 success",
            2,
            async c =>
            {
                var head = await c.ReadHeadAsync();
                if (c.Number == 1)
                {
                    await c.SendAsync(TooLarge);
                    if (await c.ReadBodyAsync(head) is null || await c.ReadRequestAsync() is "")
                    {
                        return;
                    }
                }
                await c.AnswerAsync(200, Good);
                await c.UntilClosedAsync();
            }
        ),
        new(
            "413 while the body is sent, closed",
            "large get",
            "http_413 success",
            2,
            c => RefuseAsync(c, () => Task.CompletedTask)
        ),
        new("413 while the body is sent, reset", "large get", "http_413 success", 2, c => RefuseAsync(c, c.ResetAsync)),
        new("429 with seconds to wait", "get", "http_429 http_429 success", 3, c => BusyAsync(c, "Retry-After: 0\r\n")),
        new(
            "429 with a date to wait for",
            "upload",
            "http_429 http_429 success",
            3,
            c => BusyAsync(c, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n")
        ),
        new("429 without a time", "get get", "http_429 http_429", 2, c => BusyAsync(c, "")),
        Status(503, "{\"error\":{\"message\":\"busy\"}}"),
        Status(502, "<html><body>Bad Gateway</body></html>"),
        Status(500, ""),
        Status(404, "{\"error\":\"gone\"}"),
        new(
            "302, not followed",
            "get",
            "http_302",
            1,
            async c =>
            {
                await c.ReadRequestAsync();
                await c.AnswerAsync(302, "", "Location: /elsewhere\r\n");
                await c.UntilClosedAsync();
            }
        ),
        new("401 for a key that worked", "get get", "success http_401", 2, c => LaterAsync(c, 401)),
        new("403 for a key that worked", "get get", "success http_403", 2, c => LaterAsync(c, 403)),
        new(
            "407 of a server",
            "get",
            "http_407",
            1,
            async c =>
            {
                await c.ReadRequestAsync();
                await c.AnswerAsync(407, "", "Proxy-Authenticate: Basic realm=\"x\"\r\n");
                await c.UntilClosedAsync();
            }
        ),
        new(
            "error body without an end",
            "get get",
            "http_500 success",
            2,
            async c =>
            {
                await c.ReadRequestAsync();
                if (c.Number == 1)
                {
                    await c.SendAsync("HTTP/1.1 500 Broken\r\n\r\n");
                    await c.SendEndlesslyAsync(Much);
                }
                await c.AnswerAsync(200, Good);
                await c.UntilClosedAsync();
            }
        )
        {
            MostAllocated = Bounded,
        },
        new(
            "error body cut off",
            "get",
            "http_500",
            1,
            c => AnswerAsync(c, "HTTP/1.1 500 Broken\r\nContent-Length: 100\r\n\r\nbroken")
        ),
        // Success of another kind.
        Body("empty body", ""),
        Body("text in place of JSON", "<html>welcome</html>"),
        Body("JSON cut off", "{\"id\":\"file-1\""),
        Body("JSON with more behind it", "{\"id\":\"file-1\"} {\"id\":\"file-2\"}"),
        Body("JSON of another kind", "[1,2,3]"),
        new("204", "get", "malformed_body", 1, c => AnswerAsync(c, "HTTP/1.1 204 No Content\r\n\r\n")),
        new(
            "length shorter than the body",
            "get ended get",
            "malformed_body malformed_body",
            2,
            c => AnswerAsync(c, $"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{Good}")
        ),
        new(
            "JSON without an end",
            "get get",
            "malformed_body malformed_body",
            2,
            async c =>
            {
                await AnswerAsync(c, "HTTP/1.1 200 OK\r\n\r\n{\"id\":\"");
                await c.SendEndlesslyAsync(Much);
            }
        )
        {
            MostAllocated = 3 * Bounded,
        },
        // It takes too long.
        new(
            "nothing comes",
            "get get",
            "timeout timeout",
            2,
            async c =>
            {
                await c.ReadRequestAsync();
                await c.StallAsync();
            }
        )
        {
            TimeoutMilliseconds = Short,
        },
        new(
            "stall in the headers",
            "get",
            "timeout",
            1,
            async c =>
            {
                await AnswerAsync(c, "HTTP/1.1 200 OK\r\n");
                await c.StallAsync();
            }
        )
        {
            TimeoutMilliseconds = Short,
        },
        new(
            "stall in the body",
            "download",
            "timeout",
            1,
            async c =>
            {
                await AnswerAsync(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
                await c.StallAsync();
            }
        )
        {
            TimeoutMilliseconds = Short,
        },
        new(
            "a byte now and then",
            "download",
            "timeout",
            1,
            async c =>
            {
                await AnswerAsync(c, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                while (true)
                {
                    await c.SendAsync("x");
                    await c.PauseAsync(20);
                }
            }
        )
        {
            TimeoutMilliseconds = Short,
        },
        new(
            "nobody reads the upload",
            "large",
            "timeout",
            1,
            async c =>
            {
                await c.ReadHeadAsync();
                await c.StallAsync();
            }
        )
        {
            TimeoutMilliseconds = Short,
        },
        new(
            "download without an end",
            "download",
            "timeout",
            1,
            async c =>
            {
                await AnswerAsync(c, "HTTP/1.1 200 OK\r\n\r\n");
                await c.SendEndlesslyAsync(Much);
            }
        )
        {
            TimeoutMilliseconds = Short,
            MostAllocated = Bounded,
        },
        new(
            "interim answers without an end",
            "get",
            "timeout",
            1,
            async c =>
            {
                await c.ReadRequestAsync();
                while (true)
                {
                    await c.SendAsync("HTTP/1.1 102 Processing\r\n\r\n");
                    await c.PauseAsync(5);
                }
            }
        )
        {
            TimeoutMilliseconds = Short,
        },
    ];

    private static Fault Status(int status, string body) =>
        new(
            $"{status}",
            "get get",
            $"http_{status} http_{status}",
            2,
            async connection =>
            {
                while (await connection.ReadRequestAsync() is { Length: > 0 })
                {
                    await connection.AnswerAsync(status, body);
                }
            }
        );

    private static Fault Body(string name, string body) =>
        new(
            name,
            "get",
            "malformed_body",
            1,
            async connection =>
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync(200, body);
                await connection.UntilClosedAsync();
            }
        );

    private static string Repeat(string kind, int count) => string.Join(' ', Enumerable.Repeat(kind, count));

    private static async Task Drop(RawConnection connection) => await connection.ReadRequestAsync();

    private static async Task AnswerOnce(RawConnection connection)
    {
        await connection.ReadRequestAsync();
        await connection.AnswerAsync(200, Good);
    }

    private static async Task AnswerThenDrop(RawConnection connection)
    {
        await AnswerOnce(connection);
        await Drop(connection);
    }

    private static async Task AnswerThenDropOnFirst(RawConnection connection)
    {
        if (connection.Number == 1)
        {
            await AnswerThenDrop(connection);
            return;
        }

        while (await connection.ReadRequestAsync() is { Length: > 0 })
        {
            await connection.AnswerAsync(200, Good);
        }
    }

    private static Task DropAllButFirst(RawConnection connection) =>
        connection.Number == 1 ? AnswerThenDrop(connection) : Drop(connection);

    private static async Task AnswerAsync(RawConnection connection, string answer)
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(answer);
    }

    private static async Task RefuseAsync(RawConnection connection, Func<Task> end)
    {
        await connection.ReadHeadAsync();
        if (connection.Number == 1)
        {
            await connection.SendAsync(TooLarge);
            await end();
            return;
        }

        await connection.AnswerAsync(200, Good);
        await connection.UntilClosedAsync();
    }

    private static async Task BusyAsync(RawConnection connection, string retryAfter)
    {
        for (var request = 1; await connection.ReadRequestAsync() is { Length: > 0 }; request++)
        {
            await (request > 2 ? connection.AnswerAsync(200, Good) : connection.AnswerAsync(429, "busy", retryAfter));
        }
    }

    private static async Task LaterAsync(RawConnection connection, int status)
    {
        await AnswerOnce(connection);
        await connection.ReadRequestAsync();
        await connection.AnswerAsync(status, "no");
        await connection.UntilClosedAsync();
    }
}
