using System.Net.Http;

namespace BatchLoadTest.Tests.Support.Http;

/// <summary>One request as a <see cref="StubHandler"/> saw it.</summary>
internal sealed record RecordedRequest(HttpMethod Method, Uri Uri, string Headers, string Body, DateTimeOffset At)
{
    /// <summary>Such as <c>GET /ai/v1/batches/b1</c>.</summary>
    public string Line => $"{Method} {Uri.PathAndQuery}";
}
