using System.Net.Http.Headers;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Reads what a request can be found by from what was sent and what came back.</summary>
/// <param name="names">Headers of answers that hold an id of the service's, with commas between them.</param>
/// <param name="redactor">Takes secrets out.</param>
internal sealed class IdentityReader(string names, SecretRedactor redactor)
{
    // A service that answers with a whole text in such a header is not to fill the report.
    private const int MaxLength = 200;

    private readonly string[] headers = names.Split(',');

    /// <summary>What one request can be found by.</summary>
    /// <param name="request">As it was sent, and answered; a person's own headers count before ours.</param>
    /// <param name="latency">What it took.</param>
    public RequestIdentity Read(TimedRequest request, TimeSpan latency) =>
        new(request.Method.Method, redactor.Redact(request.RequestUri!.PathAndQuery), latency)
        {
            RequestId = Value(request.Headers, TraceHeaders.RequestId),
            TraceId = TraceHeaders.TraceOf(Value(request.Headers, TraceHeaders.Parent)),
            ServiceIds = request.Answer is { } answer ? IdsOf(answer) : [],
        };

    private List<KeyValuePair<string, string>> IdsOf(HttpResponseHeaders answer)
    {
        List<KeyValuePair<string, string>> ids = [];
        foreach (var name in headers)
        {
            if (Value(answer, name) is { } id)
            {
                ids.Add(KeyValuePair.Create(name, id));
            }
        }

        return ids;
    }

    private string? Value(HttpHeaders sent, string name)
    {
        if (!sent.NonValidated.TryGetValues(name, out var values))
        {
            return null;
        }

        var id = ErrorText.OneLine(redactor.Redact(values.ToString()));
        return id.Length <= MaxLength ? id : id[..MaxLength];
    }
}
