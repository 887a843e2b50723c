using System.Text;
using System.Text.Json.Nodes;

namespace BatchLoadTest.Checks.Upload;

/// <summary>A right row of the kind that the run would send, from which wrong ones are made.</summary>
/// <param name="Line">The row.</param>
/// <param name="Model">Its model.</param>
internal sealed record SampleRow(string Line, string Model)
{
    /// <summary>The row for a service.</summary>
    public static async Task<SampleRow> OfAsync(CheckScene scene, CancellationToken cancellationToken) =>
        new(await CheckData.RowAsync(scene.Model, scene.Data.Endpoint, cancellationToken), scene.Model);

    /// <summary>The row under another id.</summary>
    public string As(string id) => Line.Replace(CheckData.RowId, id, StringComparison.Ordinal);

    /// <summary>The row with another model.</summary>
    public string Of(string model) => With(row => row["body"]!["model"] = model);

    /// <summary>The row changed.</summary>
    public string With(Action<JsonObject> change)
    {
        var row = JsonNode.Parse(Line)!.AsObject();
        change(row);
        return row.ToJsonString();
    }

    /// <summary>Rows as a file: each line with its end.</summary>
    public static byte[] File(params IEnumerable<string> rows) =>
        Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => row + "\n")));
}
