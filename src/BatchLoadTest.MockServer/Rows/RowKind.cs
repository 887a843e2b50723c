using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>What rows of a file have in common that their answers depend on.</summary>
/// <param name="Endpoint">What they ask.</param>
/// <param name="Model">The model that they name; empty where they name none.</param>
/// <param name="IsStreamed">Whether they want their answer in chunks.</param>
/// <param name="Around">Bytes of such a row that belong neither to its body nor to its custom_id.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowKind(RowEndpoint Endpoint, string Model, bool IsStreamed, int Around)
{
    /// <summary>Which vectors they ask for; nothing but with embeddings.</summary>
    public VectorShape Vectors { get; init; }

    /// <summary>Length of a row's body in bytes.</summary>
    public int BodyLength(in RowSpan row) => row.Length - row.CustomIdLength - Around;

    /// <summary>Whether the model thinks before it answers: by its name, and only where answers can say so.</summary>
    public bool Reasons() =>
        Endpoint is RowEndpoint.ChatCompletions or RowEndpoint.Responses
        && Model.Contains("reason", StringComparison.OrdinalIgnoreCase);
}
