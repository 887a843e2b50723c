using System.Net;
using System.Net.Security;
using BatchLoadTest.BatchApi;
using BatchLoadTest.FaultMatrix.Support;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.FaultMatrix;

/// <summary>Many requests at once over one pool, with a server that drops some: figures stay the server's.</summary>
public sealed class ManyUsersTests
{
    private const string Good = """{"id":"file-1"}""";
    private const int Users = 20;
    private const int Requests = 50;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryFourthRequestDropped_FiguresAreTheServers(bool encrypted)
    {
        var seen = 0;
        var dropped = 0;
        await using var server = new RawServer(
            async connection =>
            {
                while (await connection.ReadRequestAsync() is { Length: > 0 })
                {
                    if (Interlocked.Increment(ref seen) % 4 == 0)
                    {
                        Interlocked.Increment(ref dropped);
                        return;
                    }

                    await connection.AnswerAsync(200, Good);
                }
            },
            encrypted ? Certificates.Own.Server : null
        );
        await using var subject = new Subject(new BatchApiOptions { Host = server.Address, Insecure = true });

        await subject.PlayAtOnceAsync("get", Users, Requests, server);

        var kinds = subject.Kinds.Split(' ');
        // A slow machine leaves connections of the pool idle for long enough.
        var resent = kinds.Count(kind => kind == "resent");
        Assert.Equal(Users * Requests, kinds.Length - resent);
        Assert.Equal(kinds.Length, server.Heads.Count);
        Assert.Equal(dropped, kinds.Count(kind => kind == "connection_closed") + resent);
        Assert.Equal(kinds.Length - dropped, kinds.Count(kind => kind == "success"));
    }

    [Theory]
    [InlineData(Wire.Http2)]
    [InlineData(Wire.Http2Tls)]
    public async Task EveryFourthStreamRefused_FiguresAreTheServers(Wire wire)
    {
        var seen = 0;
        var refused = 0;
        await using var server = new RawServer(
            async connection =>
            {
                var h2 = new Http2Script(connection);
                while (await h2.ReadRequestAsync() is > 0 and var stream)
                {
                    if (Interlocked.Increment(ref seen) % 4 == 0)
                    {
                        Interlocked.Increment(ref refused);
                        await h2.ResetAsync(stream, Http2Script.RefusedStream);
                        continue;
                    }

                    await h2.AnswerAsync(stream, 200, Good);
                }
            },
            wire == Wire.Http2Tls ? Certificates.Own.Server : null,
            SslApplicationProtocol.Http2
        );
        await using var subject = new Subject(
            new BatchApiOptions
            {
                Host = server.Address,
                Insecure = true,
                HttpVersion = HttpVersion.Version20,
            }
        );

        await subject.PlayAtOnceAsync("get", Users, Requests, server);

        var kinds = subject.Kinds.Split(' ');
        Assert.Equal(Users * Requests, kinds.Length);
        Assert.Equal(Users * Requests, server.Heads.Count);
        Assert.Equal(refused, kinds.Count(kind => kind == "refused_stream"));
        Assert.Equal(Users * Requests - refused, kinds.Count(kind => kind == "success"));
    }
}
