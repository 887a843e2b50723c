using System.Buffers;
using System.Globalization;
using System.Text;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Upload;

/// <summary>A form of an upload, part by part and byte by byte.</summary>
internal sealed class UploadForm
{
    private const string Boundary = "batch-load-test-check";

    private readonly ArrayBufferWriter<byte> body = new();

    /// <summary>A field as most clients send it.</summary>
    public UploadForm Field(string name, string value) =>
        Part($"Content-Disposition: form-data; name=\"{name}\"", Encoding.UTF8.GetBytes(value));

    /// <summary>The seconds after which the file expires.</summary>
    public UploadForm Expires(long seconds) =>
        Field("expires_after[anchor]", "created_at")
            .Field("expires_after[seconds]", seconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>The file as most clients send it.</summary>
    public UploadForm File(string name, byte[] content) =>
        Part(
            $"Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream",
            content
        );

    /// <summary>A part with its headers.</summary>
    public UploadForm Part(string headers, byte[] content)
    {
        Write($"--{Boundary}\r\n{headers}\r\n\r\n");
        body.Write(content);
        Write("\r\n");
        return this;
    }

    /// <summary>The whole form.</summary>
    public CheckBody End()
    {
        Write($"--{Boundary}--\r\n");
        return Cut();
    }

    /// <summary>The form without its end.</summary>
    public CheckBody Cut() => CheckBody.Bytes(body.WrittenSpan.ToArray(), $"multipart/form-data; boundary={Boundary}");

    private void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
