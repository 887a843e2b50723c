using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.Support.Http;

/// <summary>A service in which everything goes well, until a test says otherwise for one kind of request.</summary>
internal sealed class FakeService(string fileContent)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Step, Queue<Func<HttpResponseMessage>>> scripts = [];
    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);
    private int files;
    private int batches;

    // The last part of the path that is being answered: a service answers about what it was asked for.
    private string asked = "";

    /// <summary>A key that is refused from now on.</summary>
    public string? Revoked { get; set; }

    /// <summary>Scripts the next answers to a kind of request; afterwards all goes well again.</summary>
    public FakeService Next(Step step, params IEnumerable<Func<HttpResponseMessage>> answers)
    {
        if (!scripts.TryGetValue(step, out var queue))
        {
            scripts[step] = queue = new();
        }

        foreach (var answer in answers)
        {
            queue.Enqueue(answer);
        }

        return this;
    }

    /// <summary>Scripts the statuses that the next polls show.</summary>
    public FakeService Statuses(params IEnumerable<string> statuses) =>
        Next(Step.Poll, statuses.Select<string, Func<HttpResponseMessage>>(status => () => Batch(status)));

    public HttpResponseMessage Answering(RecordedRequest request)
    {
        var step = StepOf(request);
        lock (gate)
        {
            asked = Uri.UnescapeDataString(request.Uri.Segments[step == Step.Retry ? ^2 : ^1].TrimEnd('/'));
            // Who asks for it knows that it was deleted.
            step = step == Step.Metadata && deleted.Contains(asked) ? Step.Gone : step;
            if (Revoked is not null && request.Headers.Contains(Revoked, StringComparison.Ordinal))
            {
                return Answer.Text(401, "revoked");
            }

            return scripts.TryGetValue(step, out var queue) && queue.TryDequeue(out var answer)
                ? answer()
                : Usual(step);
        }
    }

    /// <summary>What kind of request it is.</summary>
    public static Step StepOf(RecordedRequest request)
    {
        var path = request.Uri.AbsolutePath;
        return (request.Method.Method, path) switch
        {
            ("POST", "/ai/v1/files") => Step.Upload,
            ("POST", "/ai/v1/batches") => Step.Create,
            ("GET", "/ai/v1/batches") => Step.ListBatches,
            ("GET", "/ai/v1/files") => Step.ListFiles,
            ("POST", _) when path.EndsWith("/cancel", StringComparison.Ordinal) => Step.Cancel,
            ("POST", _) when path.Contains("/retry", StringComparison.Ordinal) => Step.Retry,
            ("DELETE", _) => Step.Delete,
            _ when path.StartsWith("/ai/v1/batches/", StringComparison.Ordinal) => Step.Poll,
            _ when request.Uri.Query.Contains("skip=", StringComparison.Ordinal) => Step.Read,
            // Nobody asks for the metadata of results but who thinks that they are gone.
            _ when path.EndsWith("/out-" + path[^1], StringComparison.Ordinal)
                    || path.EndsWith("/err-" + path[^1], StringComparison.Ordinal) => Step.Gone,
            _ when path.Contains("/out-", StringComparison.Ordinal) => Step.Output,
            _ when path.Contains("/err-", StringComparison.Ordinal) => Step.Errors,
            _ when path.EndsWith("/content", StringComparison.Ordinal) => Step.Verify,
            _ => Step.Metadata,
        };
    }

    private HttpResponseMessage Usual(Step step) =>
        step switch
        {
            Step.Upload => Answer.Json($$"""{"id":"file-{{++files}}"}""", 201),
            Step.Metadata => Answer.Json($$"""{"id":"{{asked}}"}"""),
            Step.Verify => Answer.Text(200, fileContent),
            Step.Create => Answer.Batch("validating", $"batch-{++batches}"),
            Step.Poll => Batch("completed"),
            Step.Retry => Batch("in_progress"),
            Step.Delete => Deleted(),
            Step.Gone => Answer.Text(404, "no such file"),
            Step.ListBatches or Step.ListFiles => Answer.Json("""{"data":[],"has_more":false}"""),
            Step.Output or Step.Read => Answer.Text(200, "{}\n{}\n"),
            _ => Answer.Text(200, "{}\n"),
        };

    private HttpResponseMessage Deleted()
    {
        deleted.Add(asked);
        return Answer.Json($$"""{"id":"{{asked}}","object":"file","deleted":true}""");
    }

    private HttpResponseMessage Batch(string status)
    {
        var number = asked.Replace("batch-", "", StringComparison.Ordinal);
        return Answer.Batch(
            status,
            asked,
            $$""","output_file_id":"out-{{number}}","error_file_id":"err-{{number}}" """
        );
    }
}
