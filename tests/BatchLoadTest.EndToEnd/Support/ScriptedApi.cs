using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>
/// A whole service over real HTTP whose batches have completed at the first poll, with the rows <c>a</c> to <c>d</c>. It
/// does everything right but for what a test changes.
/// </summary>
internal sealed class ScriptedApi : IAsyncDisposable
{
    /// <summary>The rows of every upload.</summary>
    public static readonly string[] Rows = ["a", "b", "c", "d"];

    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentDictionary<string, int> asked = new(StringComparer.Ordinal);
    private readonly Func<ScriptedApi, HttpContext, string, Task<bool>> change;
    private WebServer? server;
    private int files;
    private int batches;

    private ScriptedApi(Func<ScriptedApi, HttpContext, string, Task<bool>> change) => this.change = change;

    public string Address => server!.Address.ToString();

    /// <summary>Method and path of each request so far, such as <c>GET /ai/v1/batches/batch-1</c>.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>A data file with the rows that it gives results for.</summary>
    public static string Data =>
        string.Concat(
            Rows.Select(row =>
                $$$"""{"custom_id":"{{{row}}}","method":"POST","url":"/v1/chat/completions","body":{"model":"m"}}"""
                + "\n"
            )
        );

    /// <summary>An output file of which nothing is wrong.</summary>
    public static string Output => string.Concat(Rows.Select(row => OutputRow(row)));

    /// <param name="change">Answers a request itself, or says that all is to go on as usual.</param>
    public static async Task<ScriptedApi> StartAsync(Func<ScriptedApi, HttpContext, string, Task<bool>> change)
    {
        var api = new ScriptedApi(change);
        api.server = await WebServer.StartAsync(api.AnswerAsync);
        return api;
    }

    public static string OutputRow(string id, int status = 200, string body = "{}") =>
        $$$"""{"custom_id":"{{{id}}}","response":{"status_code":{{{status}}},"body":{{{body}}}}}""" + "\n";

    /// <summary>How often something was asked for, this time included; named as the test likes.</summary>
    public int Times(string what) => asked.AddOrUpdate(what, 1, static (_, times) => times + 1);

    public static async Task<bool> SayAsync(HttpContext context, int status, string body)
    {
        await DrainAsync(context);
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
        return true;
    }

    public static Task<bool> AsUsual { get; } = Task.FromResult(false);

    /// <summary>A batch with both files, ended or not.</summary>
    public static string Batch(string id, string status = "completed", string? more = null) =>
        $$"""{"id":"{{id}}","status":"{{status}}"{{more ?? Files(id)}}}""";

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private static string Files(string id) => $$""","output_file_id":"out-{{id}}","error_file_id":"err-{{id}}" """;

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        requests.Enqueue($"{context.Request.Method} {path}");
        if (await change(this, context, path))
        {
            return;
        }

        var id = path.Split('/')[^1];
        await (
            (context.Request.Method, path) switch
            {
                ("DELETE", _) => SayAsync(context, 200, "{}"),
                ("POST", "/ai/v1/files") => SayAsync(
                    context,
                    201,
                    $$"""{"id":"file-{{Interlocked.Increment(ref files)}}"}"""
                ),
                ("POST", "/ai/v1/batches") => SayAsync(
                    context,
                    201,
                    Batch($"batch-{Interlocked.Increment(ref batches)}", "validating", "")
                ),
                ("POST", _) when path.EndsWith("/cancel", StringComparison.Ordinal) => SayAsync(context, 200, "{}"),
                ("POST", _) => SayAsync(context, 201, """{"id":"key-1","key":"sk-scripted-key"}"""),
                _ when path.StartsWith("/ai/v1/batches/", StringComparison.Ordinal) => SayAsync(
                    context,
                    200,
                    Batch(id)
                ),
                _ when path.Contains("/out-", StringComparison.Ordinal) => SayAsync(context, 200, Output),
                _ when path.Contains("/err-", StringComparison.Ordinal) => SayAsync(context, 200, ""),
                _ when path.EndsWith("/content", StringComparison.Ordinal) => SayAsync(context, 200, Data),
                _ => SayAsync(context, 200, $$"""{"id":"{{id}}"}"""),
            }
        );
    }

    private static Task DrainAsync(HttpContext context) => context.Request.Body.CopyToAsync(Stream.Null);
}
