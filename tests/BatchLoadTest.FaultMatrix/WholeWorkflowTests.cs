using System.Net;
using System.Net.Security;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.FaultMatrix.Support;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace BatchLoadTest.FaultMatrix;

/// <summary>A user's whole round with a service that drops every poll: none may be sent unseen.</summary>
public sealed class WholeWorkflowTests : IDisposable
{
    private const int MaxPolls = 6;

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(Wire.Http1)]
    [InlineData(Wire.Http1Tls)]
    [InlineData(Wire.Http2)]
    [InlineData(Wire.Http2Tls)]
    public async Task AllPollsDropped_EachIsAFailureAndNoneIsSentAgain(Wire wire)
    {
        await using var server = Server(wire);
        var options = new BatchApiOptions
        {
            Host = server.Address,
            Insecure = true,
            HttpVersion = IsHttp2(wire) ? HttpVersion.Version20 : HttpVersion.Version11,
        };
        var sink = new RecordingSink();

        await RunAsync(options, sink);

        // Upload, metadata and create get their answer, no poll does.
        Assert.Equal(
            ["success", "success", "success", .. Enumerable.Repeat("connection_closed", MaxPolls)],
            sink.Measurements.Select(one => one.Outcome.KindName(one.Status))
        );
        Assert.Equal(MaxPolls, sink.Of(Step.Poll).Count);
        Assert.Equal(3 + MaxPolls, server.Heads.Count);
        Assert.Equal(BatchOutcome.PollsExhausted, Assert.Single(sink.Ended).Outcome);
    }

    public void Dispose() => folder.Dispose();

    private static bool IsHttp2(Wire wire) => wire is Wire.Http2 or Wire.Http2Tls;

    private static RawServer Server(Wire wire)
    {
        var requests = 0;
        var certificate = wire is Wire.Http1Tls or Wire.Http2Tls ? Certificates.Own.Server : null;
        return IsHttp2(wire)
            ? new RawServer(
                async connection =>
                {
                    var h2 = new Http2Script(connection);
                    while (await h2.ReadRequestAsync() is > 0 and var stream && Answer(ref requests) is { } body)
                    {
                        await h2.AnswerAsync(stream, 200, body);
                    }

                    await connection.EndInOrderAsync();
                },
                certificate,
                SslApplicationProtocol.Http2
            )
            : new RawServer(
                async connection =>
                {
                    while (await connection.ReadRequestAsync() is { Length: > 0 } && Answer(ref requests) is { } body)
                    {
                        await connection.AnswerAsync(200, body);
                    }
                },
                certificate
            );
    }

    // Null drops the connection.
    private static string? Answer(ref int requests) =>
        Interlocked.Increment(ref requests) switch
        {
            1 => """{"id":"file-1","object":"file"}""",
            2 => """{"id":"file-1","object":"file"}""",
            3 => """{"id":"batch-1","object":"batch","status":"validating","input_file_id":"file-1"}""",
            _ => null,
        };

    private async Task RunAsync(BatchApiOptions api, RecordingSink sink)
    {
        var path = folder.Write(
            "data.jsonl",
            """{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{}}""" + "\n"
        );
        using var data = await DataFile.LoadAsync(path, null, LineSplitter.DefaultMaxLine, CancellationToken.None);
        var clock = TimeProvider.System;
        var options = new WorkflowOptions
        {
            Verify = VerifyMode.Metadata,
            MaxPolls = MaxPolls,
            PollInterval = TimeSpan.FromMilliseconds(10),
            PollBackoff = 1,
        };
        using var transport = new ApiTransport(api, clock, new SecretRedactor());
        var key = new SharedApiKey(
            new GivenKeySource("sk-given-key"),
            TimeSpan.FromSeconds(10),
            clock,
            NullLogger.Instance,
            CancellationToken.None
        );
        using var workflow = new BatchWorkflow(
            new WorkflowParts
            {
                Transport = transport,
                Paths = new ApiPaths(api),
                Key = key,
                Sink = sink,
                Classes = ClassMix.Only(data, options),
                Options = options,
                Check = new ResultCheck(options.CheckResults),
                RunId = "run-1",
                CannotGoOn = _ => { },
                TimeProvider = clock,
                Logger = NullLogger.Instance,
            }
        );

        await workflow
            .RunAsync(new IterationContext(1, clock.GetTimestamp(), new Random(1), null), CancellationToken.None)
            .ResultAsync();
        await key.DeleteAllAsync(CancellationToken.None);
    }
}
