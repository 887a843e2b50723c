using System.Text;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Checks;

/// <summary>What the run would upload.</summary>
/// <param name="Description">A path, or what is generated.</param>
/// <param name="Rows">Rows of one upload.</param>
/// <param name="Bytes">Bytes of one upload.</param>
/// <param name="Endpoint">The endpoint that every row names.</param>
/// <param name="Models">The models that rows name, in order; the first few.</param>
/// <param name="Window">The completion window.</param>
public sealed record CheckData(
    string Description,
    int Rows,
    long Bytes,
    string Endpoint,
    IReadOnlyList<string> Models,
    string Window
)
{
    /// <summary>The <c>custom_id</c> of the row of <see cref="RowAsync"/>.</summary>
    public const string RowId = "request-00000001";

    /// <summary>Models that are looked for.</summary>
    public const int MostModels = 20;

    /// <summary>The file to upload; null where rows are generated, and where it is too large for a check.</summary>
    public byte[]? File { get; init; }

    /// <summary>Why there is none.</summary>
    public string WhyNoFile { get; init; } = "rows are generated";

    /// <summary>One row of the kind that the run would send, as a line of a file.</summary>
    public static async Task<string> RowAsync(string model, string endpoint, CancellationToken cancellationToken)
    {
        var shape = new RowShape
        {
            Bytes = Math.Max(GeneratedData.LeastBytes(model, endpoint, hasDistinctIds: false), 300),
            Model = model,
            Endpoint = endpoint,
        };
        using var data = new GeneratedData(1, shape, seed: 1, distinctPart: null);
        using var line = new MemoryStream();
        await data.NextUpload(1, 1).Source.CopyToAsync(line, cancellationToken);
        return Encoding.UTF8.GetString(line.ToArray()).TrimEnd('\n');
    }
}
