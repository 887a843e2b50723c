using System.Text.Json;

namespace BatchLoadTest.Reporting.Html;

/// <summary>Writes columns of a table: an array for each figure.</summary>
/// <param name="json">Where to; within an open object.</param>
/// <param name="from">The first entry to write.</param>
/// <param name="count">Entries of each column, those before included.</param>
internal sealed class ColumnWriter(Utf8JsonWriter json, int from, int count)
{
    /// <summary>Writes whole numbers, each digit.</summary>
    public void Whole(string name, Func<int, long> value)
    {
        json.WriteStartArray(name);
        for (var index = from; index < count; index++)
        {
            json.WriteNumberValue(value(index));
        }

        json.WriteEndArray();
    }

    /// <summary>Writes other numbers, four digits of each, or null.</summary>
    public void Fraction(string name, Func<int, double?> value)
    {
        json.WriteStartArray(name);
        for (var index = from; index < count; index++)
        {
            json.WriteShortNumberValue(value(index));
        }

        json.WriteEndArray();
    }
}
