using System.Text;

namespace BatchLoadTest.Checks.Upload;

/// <summary>Forms as clients send them.</summary>
internal static class TakenForms
{
    private const string OddName = "check-odd_name Übergröße 2.jsonl";

    /// <summary>The checks.</summary>
    public static IReadOnlyList<ICheck> Checks() =>
        [
            Of(
                "file_first",
                "the file before the purpose is taken",
                "RFC 7578 5.2",
                (purpose, file, content) => new UploadForm().File(file, content).Field("purpose", purpose)
            ),
            Of(
                "python_sdk",
                "a form as OpenAI's Python SDK sends it is taken",
                "openai-python: httpx",
                (purpose, file, content) => new UploadForm().Field("purpose", purpose).File(file, content)
            ),
            Of(
                "curl_form",
                "a form as curl sends it is taken",
                "curl -F",
                (purpose, file, content) =>
                    new UploadForm()
                        .Field("purpose", purpose)
                        .Part(
                            $"Content-Disposition: form-data; name=\"file\"; filename=\"{file}\"\r\nContent-Type: application/json",
                            content
                        )
            ),
            Of(
                "dotnet_sdk",
                "a form as .NET sends it is taken",
                "System.Net.Http: MultipartFormDataContent",
                (purpose, file, content) =>
                    new UploadForm()
                        .Part(
                            $"Content-Disposition: form-data; name=file; filename={file}; filename*=utf-8''{file}",
                            content
                        )
                        .Part(
                            "Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=purpose",
                            Encoding.UTF8.GetBytes(purpose)
                        )
            ),
            Of(
                "odd_name",
                "a file's name with blanks and umlauts is kept",
                "RFC 7578 5.1.2",
                (purpose, _, content) => new UploadForm().Field("purpose", purpose).File(OddName, content),
                OddName
            ),
        ];

    private static TakenFormCheck Of(
        string name,
        string requirement,
        string source,
        Func<string, string, byte[], UploadForm> form,
        string? fileName = null
    ) =>
        new(
            name,
            requirement,
            CheckWorth.Should,
            source,
            (purpose, file, row) => form(purpose, file, SampleRow.File(row.Line)).End()
        )
        {
            FileName = fileName,
        };
}
