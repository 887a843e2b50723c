using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Upload;

/// <summary>Requests that are no uploads.</summary>
internal static class RefusedForms
{
    private const string Source = "OpenAI: POST /files";

    /// <summary>The checks.</summary>
    public static IReadOnlyList<ICheck> Checks() =>
        [
            Of(
                "no_purpose",
                "a form without purpose is refused",
                (_, file, content) => new UploadForm().File(file, content).End()
            ),
            Of(
                "unknown_purpose",
                "an unknown purpose is refused",
                (_, file, content) => new UploadForm().Field("purpose", "no-such-purpose").File(file, content).End()
            ),
            Of(
                "no_file",
                "a form without a file is refused",
                (purpose, _, _) => new UploadForm().Field("purpose", purpose).End()
            ),
            Of("plain_text", "text/plain is refused", (_, _, content) => CheckBody.Bytes(content, "text/plain")),
            Of(
                "json",
                "a JSON object is refused",
                (purpose, file, content) =>
                    CheckBody.Text($$"""{"purpose":"{{purpose}}","file":"{{file}} of {{content.Length}} bytes"}""")
            ),
            Of(
                "cut_form",
                "a form without its end is refused",
                (purpose, file, content) => new UploadForm().Field("purpose", purpose).File(file, content).Cut(),
                "RFC 2046 5.1.1"
            ),
        ];

    private static RefusedFormCheck Of(
        string name,
        string requirement,
        Func<string, string, byte[], CheckBody> body,
        string source = Source
    ) => new(name, requirement, CheckWorth.Should, source, body);
}
