using BatchLoadTest.FaultMatrix.Support;

namespace BatchLoadTest.FaultMatrix;

/// <summary>What goes wrong while TLS begins or ends. The server starts TLS by itself, or does not.</summary>
internal static class TlsFaults
{
    private const string Good = """{"id":"file-1"}""";

    /// <summary>The faults.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("another name in the certificate", "get", "tls", 0, c => c.StartTlsAsync(Certificates.Elsewhere.Server)),
        new("closed in the handshake", "get get", "tls tls", 0, c => c.ReadBytesAsync(1)),
        new(
            "garbage in the handshake",
            "get",
            "tls",
            0,
            async c =>
            {
                await c.ReadBytesAsync(1);
                await c.SendAsync(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
                await c.StallAsync();
            }
        ),
        // An alert: fatal (2), handshake_failure (40).
        new(
            "handshake refused",
            "get",
            "tls",
            0,
            async c =>
            {
                await c.ReadBytesAsync(1);
                await c.SendAsync(new byte[] { 21, 3, 3, 0, 2, 2, 40 });
                await c.StallAsync();
            }
        ),
        new(
            "plain HTTP",
            "get",
            "tls",
            0,
            async c =>
            {
                await c.ReadBytesAsync(1);
                await c.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                await c.StallAsync();
            }
        ),
        new(
            "reset in the handshake",
            "get",
            "connection_reset",
            0,
            async c =>
            {
                await c.ReadBytesAsync(1);
                await c.ResetAsync();
            }
        ),
        new("nothing comes in the handshake", "get", "timeout", 0, c => c.StallAsync()) { TimeoutMilliseconds = 300 },
        new(
            "ended in order before the answer",
            "get",
            "connection_closed",
            1,
            async c =>
            {
                await c.StartTlsAsync(Certificates.Own.Server);
                await c.ReadRequestAsync();
                await c.EndTlsAsync();
            }
        ),
        new(
            "ended without close_notify before the answer",
            "get",
            "connection_closed",
            1,
            async c =>
            {
                await c.StartTlsAsync(Certificates.Own.Server);
                await c.ReadRequestAsync();
            }
        ),
        new(
            "ended in order after idle",
            "get idle get",
            "success resent connection_closed",
            3,
            async c =>
            {
                await c.StartTlsAsync(Certificates.Own.Server);
                await c.ReadRequestAsync();
                if (c.Number == 1)
                {
                    await c.AnswerAsync(200, Good);
                    await c.ReadRequestAsync();
                }

                await c.EndTlsAsync();
            }
        ),
        new(
            "ended in order in the body",
            "download",
            "truncated_body",
            1,
            async c =>
            {
                await c.StartTlsAsync(Certificates.Own.Server);
                await c.ReadRequestAsync();
                await c.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx");
                await c.EndTlsAsync();
            }
        ),
    ];
}
