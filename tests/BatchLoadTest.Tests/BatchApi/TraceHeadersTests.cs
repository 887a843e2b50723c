using System.Text.RegularExpressions;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

/// <summary>A request can be found again: by what it is sent with, and by what the service calls it.</summary>
public sealed partial class TraceHeadersTests
{
    [Fact]
    public async Task Get_CarriesATraceThatIsNotSampled_AndAnIdMadeOfIt()
    {
        var seen = await SentAsync(options => options);

        var parent = Parent().Match(seen);
        Assert.True(parent.Success, seen);
        var (trace, span) = (parent.Groups["trace"].Value, parent.Groups["span"].Value);
        Assert.True(Guid.TryParse(Id().Match(seen).Groups["id"].Value, out var id), seen);
        Assert.Equal(trace[..16] + span, id.ToString("N"));
    }

    [Fact]
    public async Task Get_WithoutTraceHeaders_HasNone()
    {
        var seen = await SentAsync(options => options with { SendsTraceHeaders = false });

        Assert.DoesNotContain("traceparent", seen, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("X-Request-Id", seen, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Get_Fails_IsFoundByWhatWasSentAndWhatTheServiceCallsIt()
    {
        await using var server = Answering(500, "no", "X-Request-ID: req_7\r\ncf-ray: 8f-FRA\r\nX-Other: 1\r\n");
        using var link = new Link(Connecting.Options(server.Address));

        var identity = (await link.GetAsync()).Identity!;

        Assert.Equal("GET", identity.Method);
        Assert.Equal("/ai/v1/files/file-1", identity.Path);
        Assert.True(Guid.TryParse(identity.RequestId, out _));
        Assert.StartsWith(
            identity.RequestId!.Replace("-", "", StringComparison.Ordinal)[..16],
            identity.TraceId,
            StringComparison.Ordinal
        );
        Assert.Equal([new("x-request-id", "req_7"), new("cf-ray", "8f-FRA")], identity.ServiceIds);
        Assert.True(identity.Latency > TimeSpan.Zero);
    }

    [Fact]
    public async Task Get_PersonsOwnIdsAndNames_AreTheOnesThatAreKept()
    {
        await using var server = Answering(500, "no", "X-Request-ID: req_7\r\nX-Corr: 12 sk-topsecret\r\n");
        var redactor = new SecretRedactor();
        redactor.Add("sk-topsecret");
        var options = Connecting.Options(server.Address) with
        {
            Headers = [new("x-request-id", "mine-1")],
            IdHeaders = "x-corr",
        };
        using var link = new Link(options, redactor);

        var identity = (await link.GetAsync()).Identity!;

        Assert.Equal("mine-1", identity.RequestId);
        Assert.Equal([new("x-corr", "12 ***")], identity.ServiceIds);
    }

    [Fact]
    public async Task Get_Succeeds_IsNotKept()
    {
        await using var server = Answering(200, """{"id":"file-1"}""", "X-Request-ID: req_7\r\n");
        using var link = new Link(server.Address);

        Assert.Null((await link.GetAsync()).Identity);
    }

    private static async Task<string> SentAsync(Func<BatchApiOptions, BatchApiOptions> change)
    {
        var seen = "";
        await using var server = new RawServer(async connection =>
        {
            seen = await connection.ReadRequestAsync();
            await connection.AnswerAsync(200, """{"id":"file-1"}""");
        });
        using var link = new Link(change(Connecting.Options(server.Address)));
        Assert.True((await link.GetAsync()).IsSuccess);
        return seen;
    }

    private static RawServer Answering(int status, string body, string headers) =>
        new(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(status, body, headers);
            await connection.UntilClosedAsync();
        });

    [GeneratedRegex("(?i:traceparent): 00-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-00\r\n")]
    private static partial Regex Parent();

    [GeneratedRegex("(?i:X-Request-Id): (?<id>[^\r]+)\r\n")]
    private static partial Regex Id();
}
