using System.Net.Http.Headers;
using System.Text;
using BatchLoadTest.BatchApi.Dialects;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>What stands before and after the file in a multipart upload; made once for a file name. A dialect may want further fields.</summary>
internal sealed class UploadFrame
{
    public UploadFrame(string fileName, Dialect? dialect = null)
    {
        dialect ??= KnownDialects.Default;
        // Random, so that no data file can hold it.
        var boundary = "batch-load-test-" + Guid.NewGuid().ToString("N");
        var safeName = new string([
            .. fileName.Select(letter =>
                char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'
            ),
        ]);
        Head = Encoding.ASCII.GetBytes(
            string.Concat(Fields(dialect).Select(field => Field(boundary, field.Key, field.Value)))
                + $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{safeName}\"\r\n"
                + "Content-Type: application/jsonl\r\n\r\n"
        );
        Tail = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");
        ContentType = new MediaTypeHeaderValue("multipart/form-data");
        ContentType.Parameters.Add(new NameValueHeaderValue("boundary", boundary));
    }

    public byte[] Head { get; }

    public byte[] Tail { get; }

    public MediaTypeHeaderValue ContentType { get; }

    private static IEnumerable<KeyValuePair<string, string>> Fields(Dialect dialect) =>
        [new("purpose", dialect.Purpose), .. dialect.UploadFields];

    private static string Field(string boundary, string name, string value) =>
        $"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";
}
