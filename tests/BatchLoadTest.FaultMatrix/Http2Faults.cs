using BatchLoadTest.FaultMatrix.Support;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.FaultMatrix;

/// <summary>What an HTTP/2 server does wrong, over TLS as well.</summary>
internal static class Http2Faults
{
    private const string Good = """{"id":"file-1"}""";
    private const int Short = 300;
    private const long Bounded = 24_000_000;

    public static IReadOnlyList<Fault> All { get; } =
    [
        // The server says that it has not processed it.
        Each(
            "REFUSED_STREAM",
            "get get get",
            "refused_stream refused_stream refused_stream",
            3,
            (h2, stream) => h2.ResetAsync(stream, Http2Script.RefusedStream)
        ),
        new(
            "REFUSED_STREAM for an upload",
            "large",
            "refused_stream",
            1,
            c => OnceAsync(c, withBody: false, (h2, stream) => h2.ResetAsync(stream, Http2Script.RefusedStream))
        ),
        Later(
            "REFUSED_STREAM after idle",
            "get idle get",
            "success refused_stream",
            2,
            (h2, stream) => h2.ResetAsync(stream, Http2Script.RefusedStream),
            closes: false
        ),
        Later(
            "GOAWAY that leaves the request out",
            "get get get",
            "success refused_stream success",
            3,
            (h2, stream) => h2.GoAwayAsync(stream - 2, 0),
            closes: true
        ),
        Later(
            "GOAWAY that leaves it out, after idle",
            "get idle get get",
            "success resent success success",
            4,
            (h2, stream) => h2.GoAwayAsync(stream - 2, 0),
            closes: true
        ),
        Later(
            "GOAWAY that leaves an upload out, after idle",
            "get idle upload",
            "success refused_stream",
            2,
            (h2, stream) => h2.GoAwayAsync(stream - 2, 0),
            closes: true
        ),
        Later(
            "GOAWAY in two steps",
            "get get",
            "success refused_stream",
            2,
            async (h2, stream) =>
            {
                await h2.GoAwayAsync(int.MaxValue, 0);
                await h2.GoAwayAsync(stream - 2, 0);
            },
            closes: true
        ),
        Later(
            "GOAWAY, ENHANCE_YOUR_CALM",
            "get get",
            "success refused_stream",
            2,
            (h2, stream) => h2.GoAwayAsync(0, Http2Script.EnhanceYourCalm, "too_many_pings"),
            closes: true
        ),
        Later(
            "GOAWAY with long words",
            "get get get",
            "success refused_stream success",
            3,
            (h2, stream) => h2.GoAwayAsync(0, 0, new string('x', 5_000)),
            closes: true
        ),
        new(
            "every request left out by a GOAWAY",
            "get get get",
            "refused_stream refused_stream refused_stream",
            3,
            c => OnceAsync(c, withBody: true, (h2, _) => h2.GoAwayAsync(0, 0))
        ),
        // It has been taken.
        Later(
            "GOAWAY, then the answer",
            "get get get",
            "success success success",
            3,
            async (h2, stream) =>
            {
                await h2.GoAwayAsync(stream, 0);
                await h2.AnswerAsync(stream, 200, Good);
            },
            closes: false
        ),
        Later(
            "GOAWAY, then closed without the answer",
            "get get",
            "success connection_closed",
            2,
            (h2, stream) => h2.GoAwayAsync(stream, 0),
            closes: true
        ),
        Each(
            "INTERNAL_ERROR",
            "get get",
            "protocol protocol",
            2,
            (h2, stream) => h2.ResetAsync(stream, Http2Script.InternalError)
        ),
        Each("CANCEL", "get", "protocol", 1, (h2, stream) => h2.ResetAsync(stream, Http2Script.Cancel)),
        Each(
            "ENHANCE_YOUR_CALM",
            "upload",
            "protocol",
            1,
            (h2, stream) => h2.ResetAsync(stream, Http2Script.EnhanceYourCalm)
        ),
        Each(
            "HTTP_1_1_REQUIRED",
            "get",
            "protocol",
            1,
            (h2, stream) => h2.ResetAsync(stream, Http2Script.Http11Required)
        ),
        Each(
            "INTERNAL_ERROR in the body",
            "download",
            "protocol",
            1,
            async (h2, stream) =>
            {
                await h2.AnswerHeadAsync(stream, 200);
                await h2.SendDataAsync(stream, "{\"id\":");
                await h2.ResetAsync(stream, Http2Script.InternalError);
            }
        ),
        Each(
            "REFUSED_STREAM in the body",
            "download",
            "refused_stream",
            1,
            async (h2, stream) =>
            {
                await h2.AnswerHeadAsync(stream, 200);
                await h2.SendDataAsync(stream, "{\"id\":");
                await h2.ResetAsync(stream, Http2Script.RefusedStream);
            }
        ),
        // The connection ends in place of an answer.
        new(
            "closed before the answer, new connection",
            "get get",
            "connection_closed connection_closed",
            2,
            c => OnceAsync(c, withBody: true, (_, _) => Task.CompletedTask)
        ),
        Later(
            "closed before the answer, used connection",
            "get get",
            "success connection_closed",
            2,
            (_, _) => Task.CompletedTask,
            closes: true
        ),
        Later(
            "closed after idle",
            "get idle get get",
            "success resent success success",
            4,
            (_, _) => Task.CompletedTask,
            closes: true
        ),
        Later(
            "closed after idle, an upload",
            "get idle upload",
            "success connection_closed",
            2,
            (_, _) => Task.CompletedTask,
            closes: true
        ),
        new(
            "closed while idle",
            "get ended idle get",
            "success success",
            2,
            c => OnceAsync(c, withBody: true, (h2, stream) => h2.AnswerAsync(stream, 200, Good))
        ),
        new(
            "reset before the answer",
            "get",
            "connection_reset",
            1,
            c => OnceAsync(c, withBody: true, (_, _) => c.ResetAsync())
        ),
        new(
            "closed within a frame",
            "get",
            "connection_closed",
            1,
            c => OnceAsync(c, withBody: true, (_, _) => c.SendAsync(new byte[] { 0, 0, 5, 1 }))
        ),
        Later(
            "closed within a frame, after idle",
            "get idle get",
            "success connection_closed",
            2,
            async (h2, stream) => await h2.SendFrameAsync(1, 0, stream, [0x08]),
            closes: true
        ),
        new(
            "closed in the body",
            "download",
            "truncated_body",
            1,
            c =>
                OnceAsync(
                    c,
                    withBody: true,
                    async (h2, stream) =>
                    {
                        await h2.AnswerHeadAsync(stream, 200);
                        await h2.SendDataAsync(stream, "{\"id\":");
                    }
                )
        ),
        new(
            "closed in the body after idle",
            "get idle download",
            "success truncated_body",
            2,
            async c =>
            {
                var h2 = new Http2Script(c);
                await h2.AnswerAsync(await h2.ReadRequestAsync(), 200, Good);
                var stream = await h2.ReadRequestAsync();
                await h2.AnswerHeadAsync(stream, 200);
                await c.EndInOrderAsync();
            }
        ),
        // It is not HTTP/2.
        new(
            "DATA before HEADERS",
            "get",
            "protocol",
            1,
            c =>
                OnceAsync(
                    c,
                    withBody: true,
                    async (h2, stream) =>
                    {
                        await h2.SendDataAsync(stream, Good, end: true);
                        await c.StallAsync();
                    }
                )
        ),
        new(
            "frame larger than agreed",
            "get",
            "protocol",
            1,
            c =>
                OnceAsync(
                    c,
                    withBody: true,
                    async (h2, stream) =>
                    {
                        await h2.SendFrameAsync(0, 0, stream, new byte[100_000]);
                        await c.StallAsync();
                    }
                )
        ),
        new(
            "headers without an end",
            "get",
            "protocol",
            1,
            c => OnceAsync(c, withBody: true, (h2, stream) => h2.AnswerEndlessHeadAsync(stream))
        )
        {
            MostAllocated = Bounded,
        },
        new(
            "HTTP/1.1 in place of HTTP/2",
            "get",
            "protocol",
            0,
            c => SendOnceAsync(c, "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n")
        ),
        new(
            "HTTP/1.1, then closed",
            "get",
            "protocol",
            0,
            async c =>
            {
                await c.ReadBytesAsync(24);
                await c.SendAsync("HTTP/1.1 400 Bad\r\n\r\n");
                await c.EndInOrderAsync();
            }
        ),
        new("garbage in place of HTTP/2", "get", "protocol", 0, c => SendOnceAsync(c, new string('z', 20_000))),
        // As with HTTP/1.1.
        Each("503", "get get", "http_503 http_503", 2, (h2, stream) => h2.AnswerAsync(stream, 503, "busy")),
        Each("empty body", "get", "malformed_body", 1, (h2, stream) => h2.AnswerAsync(stream, 200, "")),
        Each("JSON cut off", "get", "malformed_body", 1, (h2, stream) => h2.AnswerAsync(stream, 200, "{\"id\":")),
        Each("nothing comes", "get get", "timeout timeout", 2, (_, _) => Task.CompletedTask) with
        {
            TimeoutMilliseconds = Short,
        },
        Each("stall in the body", "download", "timeout", 1, (h2, stream) => h2.AnswerHeadAsync(stream, 200)) with
        {
            TimeoutMilliseconds = Short,
        },
        new(
            "window that stays shut",
            "large",
            "timeout",
            1,
            async c => await new Http2Script(c) { GivesCredit = false }.ReadRequestAsync()
        )
        {
            TimeoutMilliseconds = Short,
        },
        new("nothing of HTTP/2 comes", "get", "timeout", 0, c => c.StallAsync()) { TimeoutMilliseconds = Short },
    ];

    private static async Task SendOnceAsync(RawConnection connection, string bytes)
    {
        await connection.ReadBytesAsync(24);
        await connection.SendAsync(bytes);
        await connection.UntilClosedAsync();
    }

    // The same for each request on each connection.
    private static Fault Each(string name, string plays, string kinds, int seen, Func<Http2Script, int, Task> answer) =>
        new(
            name,
            plays,
            kinds,
            seen,
            async connection =>
            {
                var h2 = new Http2Script(connection);
                while (await h2.ReadRequestAsync() is > 0 and var stream)
                {
                    await answer(h2, stream);
                }
            }
        );

    // For the second request on the first connection; all others get an answer.
    private static Fault Later(
        string name,
        string plays,
        string kinds,
        int seen,
        Func<Http2Script, int, Task> answer,
        bool closes
    ) =>
        new(
            name,
            plays,
            kinds,
            seen,
            async connection =>
            {
                var h2 = new Http2Script(connection);
                while (await h2.ReadRequestAsync() is > 0 and var stream)
                {
                    if (connection.Number > 1 || stream == 1)
                    {
                        await h2.AnswerAsync(stream, 200, Good);
                        continue;
                    }

                    await answer(h2, stream);
                    if (closes)
                    {
                        await connection.EndInOrderAsync();
                        return;
                    }
                }
            }
        );

    private static async Task OnceAsync(RawConnection connection, bool withBody, Func<Http2Script, int, Task> answer)
    {
        var h2 = new Http2Script(connection);
        if (await h2.ReadRequestAsync(withBody) is > 0 and var stream)
        {
            await answer(h2, stream);
        }

        if (withBody)
        {
            await connection.EndInOrderAsync();
        }
        else
        {
            await connection.UntilClosedAsync();
        }
    }
}
