using System.Text.Json.Nodes;

namespace BatchLoadTest.Checks.Upload;

/// <summary>Files with one row that is wrong.</summary>
internal static class MalformedRows
{
    private const string Source = "OpenAI: batch input object";

    /// <summary>The checks.</summary>
    public static IReadOnlyList<ICheck> Checks() =>
        [
            Of("no_id", "a row without custom_id is refused", row => row.Remove("custom_id")),
            Of("numeric_id", "a custom_id that is a number is refused", row => row["custom_id"] = 1),
            Of(
                "long_id",
                "a custom_id of 65 characters is refused",
                row => row["custom_id"] = new string('x', 65),
                CheckWorth.Differs,
                "control layer"
            ),
            Of("get_row", "a row with method GET is refused", row => row["method"] = "GET"),
            Of("unknown_url", "a row with an unknown url is refused", row => row["url"] = "/v1/no-such-endpoint"),
            Of("no_body", "a row without a body is refused", row => row.Remove("body")),
            Of("text_body", "a body that is no object is refused", row => row["body"] = "hello"),
        ];

    private static MalformedFileCheck Of(
        string name,
        string requirement,
        Action<JsonObject> change,
        CheckWorth worth = CheckWorth.Should,
        string source = Source
    ) => new(name, requirement, worth, source, row => SampleRow.File(row.With(change)));
}
