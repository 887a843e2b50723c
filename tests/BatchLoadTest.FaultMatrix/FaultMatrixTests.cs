using System.Net;
using System.Net.Security;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.FaultMatrix.Support;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.FaultMatrix;

/// <summary>
/// Every fault on every wire: each failure is counted once under its kind, requests are as many as the server saw, the
/// end comes in time, and memory does not grow with what the server sends.
/// </summary>
public sealed class FaultMatrixTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<Wire, string, string, string, int> Http1 { get; } =
        Rows(Http1Faults.All, Wire.Http1, Wire.Http1Tls);

    public static TheoryData<string, string, string, int> Tls { get; } = Rows(TlsFaults.All);

    public static TheoryData<string, string, string, int> Proxy { get; } = Rows(ProxyFaults.All);

    public static TheoryData<Wire, string, string, string, int> Http2 { get; } =
        Rows(Http2Faults.All, Wire.Http2, Wire.Http2Tls);

    [Theory]
    [MemberData(nameof(Http1))]
    public Task Http1Fault_IsCountedOnceUnderItsKind(Wire wire, string fault, string plays, string kinds, int seen) =>
        PlayAsync(wire, Http1Faults.All.Single(one => one.Name == fault), plays, kinds, seen);

    [Theory]
    [MemberData(nameof(Http2))]
    public Task Http2Fault_IsCountedOnceUnderItsKind(Wire wire, string fault, string plays, string kinds, int seen) =>
        PlayAsync(wire, Http2Faults.All.Single(one => one.Name == fault), plays, kinds, seen);

    [Theory]
    [MemberData(nameof(Tls))]
    public Task TlsFault_IsCountedOnceUnderItsKind(string fault, string plays, string kinds, int seen)
    {
        var one = TlsFaults.All.Single(each => each.Name == fault);
        return PlayAsync(Wire.Http1, one with { Elsewhere = new Uri("https://127.0.0.1") }, plays, kinds, seen);
    }

    [Theory]
    [MemberData(nameof(Proxy))]
    public async Task ProxyFault_IsCountedOnceUnderItsKind(string fault, string plays, string kinds, int seen)
    {
        var one = ProxyFaults.All.Single(each => each.Name == fault);
        await using var server = new RawServer(one.Serve);
        var options = Options(one, one.Elsewhere!) with { Insecure = true, Proxies = Through(server, one.ProxyUser) };

        await PlayAsync(server, options, one, plays, kinds, seen);
    }

    [Fact]
    public async Task Proxy_WithAPassword_LeavesNoneOfItInWords()
    {
        await using var server = new RawServer(async connection =>
        {
            // Echoes what it was sent.
            var request = await connection.ReadRequestAsync();
            await connection.AnswerAsync(
                502,
                request.Replace("\r\n", " ", StringComparison.Ordinal) + "secret-password"
            );
        });
        await using var subject = new Subject(
            new BatchApiOptions
            {
                Host = new Uri("http://service.test"),
                Timeout = TimeSpan.FromSeconds(8),
                Proxies = Through(server, "user:secret-password"),
            }
        );

        await subject.PlayAsync("get", server);

        var detail = Assert.Single(subject.Measurements).Detail;
        Assert.Contains("Proxy-Authorization: Basic ***", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-password", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingListens_IsRefusedOnceEach()
    {
        await using var server = new RawServer(_ => Task.CompletedTask);
        await using var subject = new Subject(new BatchApiOptions { Host = RawServer.ClosedAddress() });

        await subject.PlayAsync("get upload", server);

        Assert.Equal("connection_refused connection_refused", subject.Kinds);
    }

    [Fact]
    public async Task NoSuchName_IsADnsFailureOnceEach()
    {
        await using var server = new RawServer(_ => Task.CompletedTask);
        await using var subject = new Subject(new BatchApiOptions { Host = new Uri("http://no-such-host.invalid") });

        await subject.PlayAsync("get upload", server);

        Assert.Equal("dns dns", subject.Kinds);
    }

    // Which of the two depends on how far the connection had come: nothing was sent over it in either case.
    [Theory]
    [InlineData(Wire.Http2)]
    [InlineData(Wire.Http2Tls)]
    public async Task Http2_ClosedBeforeAnyFrame_FailsOnceEach(Wire wire)
    {
        await using var server = new RawServer(
            connection => connection.EndInOrderAsync(),
            wire == Wire.Http2Tls ? Certificates.Own.Server : null,
            SslApplicationProtocol.Http2
        );
        await using var subject = new Subject(
            new BatchApiOptions
            {
                Host = server.Address,
                Insecure = true,
                HttpVersion = HttpVersion.Version20,
                Timeout = TimeSpan.FromSeconds(8),
            }
        );

        await subject.PlayAsync("get get", server);

        Assert.Equal(2, subject.Measurements.Count);
        Assert.All(
            subject.Kinds.Split(' '),
            kind => Assert.True(kind is "connection_closed" or "protocol", $"{subject}")
        );
    }

    [Fact]
    public async Task Closed_WhereAnotherConnectionTakesLong_HasNoneOfThatTime()
    {
        const int Long = 1_000;
        await using var server = new RawServer(async connection =>
        {
            if (connection.Number > 1)
            {
                await connection.PauseAsync(Long);
            }

            await connection.StartTlsAsync(Certificates.Own.Server);
            await connection.ReadRequestAsync();
            if (connection.Number == 1)
            {
                await connection.AnswerAsync(200, """{"id":"file-1"}""");
                await connection.ReadRequestAsync();
                return;
            }

            await connection.AnswerAsync(200, """{"id":"file-1"}""");
            await connection.UntilClosedAsync();
        });
        await using var subject = new Subject(
            new BatchApiOptions
            {
                Host = new UriBuilder(server.Address) { Scheme = Uri.UriSchemeHttps }.Uri,
                Insecure = true,
                Timeout = TimeSpan.FromSeconds(8),
            }
        );

        await subject.PlayAsync("get idle get", server);

        Assert.Equal("success resent success", subject.Kinds);
        var times = subject.Measurements.Select(one => one.Latency.TotalMilliseconds).ToList();
        Assert.True(times[2] > Long * 0.9, $"{times[2]} ms");
        Assert.True(times[1] < times[2] / 2, $"{times[1]} ms of {times[2]} ms");
        // One after the other, and no moment between that is in neither.
        Assert.True(subject.Measurements[2].Start >= subject.Measurements[1].Start);
    }

    public void Dispose() => folder.Dispose();

    private static TheoryData<Wire, string, string, string, int> Rows(IEnumerable<Fault> faults, params Wire[] wires)
    {
        var rows = new TheoryData<Wire, string, string, string, int>();
        foreach (var fault in faults)
        {
            foreach (var wire in wires)
            {
                rows.Add(wire, fault.Name, fault.Plays, fault.Kinds, fault.Seen);
            }
        }

        return rows;
    }

    private static TheoryData<string, string, string, int> Rows(IEnumerable<Fault> faults)
    {
        var rows = new TheoryData<string, string, string, int>();
        foreach (var fault in faults)
        {
            rows.Add(fault.Name, fault.Plays, fault.Kinds, fault.Seen);
        }

        return rows;
    }

    private static BatchApiOptions Options(Fault fault, Uri host) =>
        new() { Host = host, Timeout = TimeSpan.FromMilliseconds(fault.TimeoutMilliseconds) };

    private async Task PlayAsync(Wire wire, Fault fault, string plays, string kinds, int seen)
    {
        var isHttp2 = wire is Wire.Http2 or Wire.Http2Tls;
        await using var server = new RawServer(
            fault.Serve,
            wire is Wire.Http1Tls or Wire.Http2Tls ? Certificates.Own.Server : null,
            isHttp2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11
        );
        var host = fault.Elsewhere is { } elsewhere
            ? new UriBuilder(server.Address) { Scheme = elsewhere.Scheme }.Uri
            : server.Address;
        var options = Options(fault, host) with
        {
            // Trusted by its authority: a wrong name has to show.
            CaCertificateFile = folder.Write("ca.pem", Certificates.Own.Authority.ExportCertificatePem()),
            HttpVersion = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
        };
        await PlayAsync(server, options, fault, plays, kinds, seen);
    }

    private static ProxyRules Through(RawServer proxy, string? user) =>
        ProxyRules.Always(
            ProxyAddress.TryParse((user is null ? "" : user + "@") + proxy.Address.Authority, "--proxy")!
        );

    private static async Task PlayAsync(
        RawServer server,
        BatchApiOptions options,
        Fault fault,
        string plays,
        string kinds,
        int seen
    )
    {
        await using var subject = new Subject(options);
        var allocated = GC.GetTotalAllocatedBytes();

        await subject.PlayAsync(plays, server);

        allocated = GC.GetTotalAllocatedBytes() - allocated;
        Assert.True(kinds == subject.Kinds, $"expected {kinds}{Environment.NewLine}was {subject}");
        Assert.Equal(seen, server.Heads.Count);
        if (fault.MostAllocated is { } most)
        {
            Assert.InRange(allocated, 0, most);
        }
    }
}
