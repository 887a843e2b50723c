using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace BatchLoadTest.Checks.Http;

/// <summary>What a request of a check sends, and how a person sends the same.</summary>
public sealed class CheckBody
{
    private readonly Func<HttpContent> make;

    private CheckBody(Func<HttpContent> make, string curl) => (this.make, Curl) = (make, curl);

    /// <summary>Its arguments of <c>curl</c>.</summary>
    public string Curl { get; }

    /// <summary>Text of a kind.</summary>
    public static CheckBody Text(string text, string? mediaType = "application/json") =>
        new(
            () =>
            {
                var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
                content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
                return content;
            },
            (mediaType is null ? "-H 'Content-Type:' " : $"-H 'Content-Type: {mediaType}' ")
                + $"--data-binary {ShellWord.Of(text)}"
        );

    /// <summary>A form as clients upload files with.</summary>
    /// <param name="content">The file.</param>
    /// <param name="fileName">Its name; null for a form without a file.</param>
    /// <param name="fields">The fields before it.</param>
    public static CheckBody Form(byte[] content, string? fileName, params (string Name, string Value)[] fields) =>
        new(
            () =>
            {
                var form = new MultipartFormDataContent(
                    "check-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)
                );
                foreach (var (name, value) in fields)
                {
                    form.Add(new StringContent(value) { Headers = { ContentType = null } }, $"\"{name}\"");
                }

                if (fileName is not null)
                {
                    var file = new ByteArrayContent(content);
                    file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                    form.Add(file, "\"file\"", $"\"{fileName}\"");
                }

                return form;
            },
            string.Join(' ', fields.Select(field => $"-F {ShellWord.Of($"{field.Name}={field.Value}")}"))
                + (
                    fileName is null
                        ? ""
                        : $" -F 'file=@-;filename={fileName}' <<< {ShellWord.Of(Encoding.UTF8.GetString(content).TrimEnd('\n'))}"
                )
        );

    /// <summary>Bytes as they are.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="mediaType">What they are said to be.</param>
    public static CheckBody Bytes(byte[] content, string mediaType) =>
        new(
            () =>
            {
                var body = new ByteArrayContent(content);
                body.Headers.TryAddWithoutValidation("Content-Type", mediaType);
                return body;
            },
            $"-H {ShellWord.Of($"Content-Type: {mediaType}")} --data-binary @<(printf %b {ShellWord.OfBytes(content)})"
        );

    internal HttpContent Make() => make();
}
