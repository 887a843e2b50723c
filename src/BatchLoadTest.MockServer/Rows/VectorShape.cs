using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>Which vectors a row of embeddings asks for.</summary>
/// <param name="Inputs">How many: one for each text, or list of tokens, of its <c>input</c>.</param>
/// <param name="Dimensions">Numbers of each.</param>
/// <param name="IsBase64">Whether they come as base64 of little-endian floats, otherwise as a list.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct VectorShape(int Inputs, int Dimensions, bool IsBase64)
{
    /// <summary>As many as OpenAI takes; of more the first ones are answered, so that no row asks for gigabytes.</summary>
    public const int MostInputs = 2048;

    /// <summary>As many as the longest vectors of today have; who wants more gets these.</summary>
    public const int MostDimensions = 4096;

    private const int UsualDimensions = 8;

    /// <summary>That of a row which says nothing.</summary>
    public static VectorShape Usual => new(1, UsualDimensions, IsBase64: false);
}
