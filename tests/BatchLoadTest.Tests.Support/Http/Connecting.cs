using System.Net.Http;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Tests.Support.Http;

/// <summary>Connections for tests.</summary>
internal static class Connecting
{
    /// <summary>A host that no test reaches: a stub answers in its place.</summary>
    public static Uri StubHost { get; } = new("http://service.test");

    public static BatchApiOptions Options(Uri host, int timeoutMilliseconds = 10_000) =>
        new() { Host = host, Timeout = TimeSpan.FromMilliseconds(timeoutMilliseconds) };

    public static ApiConnection To(
        HttpMessageHandler handler,
        TimeProvider timeProvider,
        SecretRedactor? redactor = null,
        BatchApiOptions? options = null,
        CancellationToken interrupt = default
    ) =>
        new(
            new HttpMessageInvoker(handler),
            ownsInvoker: true,
            options ?? new BatchApiOptions { Host = StubHost },
            timeProvider,
            redactor ?? new SecretRedactor(),
            gate: null,
            interrupt
        );
}
