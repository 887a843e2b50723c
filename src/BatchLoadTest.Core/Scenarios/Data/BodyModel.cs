using System.Text.Json;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>Where the body of a row names its model, or could.</summary>
/// <param name="Start">Where in the body its value begins; where it names none, the place for a member.</param>
/// <param name="Length">Bytes of the value, quotation marks included; 0 where it names none.</param>
/// <param name="IsAlone">Whether the body has no member at all.</param>
internal readonly record struct BodyModel(int Start, int Length, bool IsAlone)
{
    /// <summary>Reads a body; of several members of that name the last counts, as it does to services.</summary>
    /// <param name="body">A whole JSON object.</param>
    public static BodyModel Of(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, RowJson.Options);
        reader.Read();
        var found = new BodyModel((int)reader.BytesConsumed, 0, IsAlone: true);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModel = IsModel(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            found = isModel
                ? new BodyModel(start, (int)reader.BytesConsumed - start, IsAlone: false)
                : found with
                {
                    IsAlone = false,
                };
        }

        return found;
    }

    private static bool IsModel(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals("model"u8);
        }
        catch (InvalidOperationException)
        {
            // A name that is valid JSON and no valid text, such as half a surrogate pair.
            return false;
        }
    }
}
