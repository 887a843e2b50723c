using System.Net;
using System.Net.Http;
using System.Text;

namespace BatchLoadTest.Tests.Support.Http;

/// <summary>Answers for a <see cref="StubHandler"/>.</summary>
internal static class Answer
{
    public static HttpResponseMessage Json(string body, int status = 200) => Make(status, body, "application/json");

    public static HttpResponseMessage Text(int status, string body = "") => Make(status, body, "text/plain");

    public static HttpResponseMessage RetryAfter(int status, string value, string body = "")
    {
        var answer = Text(status, body);
        answer.Headers.TryAddWithoutValidation("Retry-After", value);
        return answer;
    }

    public static HttpResponseMessage Batch(string status, string id = "batch-1", string more = "") =>
        Json($$"""{"id":"{{id}}","status":"{{status}}"{{more}}}""");

    private static HttpResponseMessage Make(int status, string body, string type) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
}
