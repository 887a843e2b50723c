using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BatchLoadTest.MockServer.Server;

/// <summary>
/// A line of JSON for each request, as a service's own log has it: to find in it what a client says that it has sent.
/// </summary>
internal sealed class AccessLog : IDisposable
{
    private readonly Lock gate = new();
    private readonly Stream file;
    private readonly Utf8JsonWriter json;
    private readonly TimeProvider time;
    private bool isClosed;

    private AccessLog(Stream file, TimeProvider time)
    {
        (this.file, this.time) = (file, time);
        // For grep: no sign is written as a number that is none of JSON's own.
        json = new Utf8JsonWriter(
            file,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
    }

    /// <summary>Begins a new file; null for none.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static AccessLog? Open(string? path, TimeProvider time)
    {
        try
        {
            return path is null
                ? null
                : new AccessLog(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read), time);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    /// <summary>Time stamp of this moment.</summary>
    public long Now() => time.GetTimestamp();

    /// <summary>Writes one request that was answered, or given up (status 0).</summary>
    /// <param name="http">The request.</param>
    /// <param name="began">Time stamp of its beginning.</param>
    /// <param name="wasAnswered">Whether an answer had begun.</param>
    public void Write(HttpContext http, long began, bool wasAnswered)
    {
        var took = time.GetElapsedTime(began);
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("method", http.Request.Method);
            json.WriteString("path", http.Request.Path.Value + http.Request.QueryString.Value);
            json.WriteNumber("status", wasAnswered ? http.Response.StatusCode : 0);
            json.WriteNumber("ms", took.TotalMilliseconds);
            json.WriteString("request_id", http.Response.Headers["x-request-id"].ToString());
            json.WriteString("sent_request_id", http.Request.Headers["x-request-id"].ToString());
            json.WriteString("traceparent", http.Request.Headers.TraceParent.ToString());
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            file.WriteByte((byte)'\n');
            file.Flush();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            json.Dispose();
            file.Dispose();
        }
    }
}
