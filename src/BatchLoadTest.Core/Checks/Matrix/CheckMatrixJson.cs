using System.Text;
using System.Text.Json;

namespace BatchLoadTest.Checks.Matrix;

/// <summary>The matrix for other programs; all rows, those that are the same everywhere included.</summary>
public static class CheckMatrixJson
{
    /// <summary>The text.</summary>
    public static string Of(CheckMatrix matrix)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", 1);
            json.WriteStartArray("services");
            for (var index = 0; index < matrix.Checks.Count; index++)
            {
                Write(json, matrix.Checks[index], matrix.Heads[index]);
            }

            json.WriteEndArray();
            json.WriteStartArray("checks");
            foreach (var row in matrix.Rows)
            {
                Write(json, row, matrix.Heads);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ReadCheck check, string head)
    {
        json.WriteStartObject();
        json.WriteString("name", head);
        json.WriteString("host", check.Host);
        json.WriteString("dialect", check.Dialect);
        json.WriteString("started_at", check.StartedAt);
        json.WriteBoolean("passed", check.IsPassed);
        json.WriteString("file", check.Path);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CheckMatrixRow row, IReadOnlyList<string> heads)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Check.Id);
        json.WriteString("requirement", row.Check.Requirement);
        json.WriteString("worth", row.Check.Worth);
        json.WriteBoolean("same", row.IsSame);
        json.WriteStartObject("at");
        for (var index = 0; index < row.Cells.Count; index++)
        {
            if (row.Cells[index] is not { } cell)
            {
                json.WriteNull(heads[index]);
                continue;
            }

            json.WriteStartObject(heads[index]);
            json.WriteString("verdict", cell.Verdict.KindName());
            json.WriteString("seen", cell.Seen);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
