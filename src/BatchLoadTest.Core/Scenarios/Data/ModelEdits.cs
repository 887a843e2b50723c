using System.Text;
using System.Text.Json;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>The model that all rows of a file are to name instead of their own: where it goes in each.</summary>
/// <param name="model">Its name.</param>
internal sealed class ModelEdits(string model)
{
    private readonly byte[] value = Encoding.UTF8.GetBytes(Json(model));
    private readonly byte[] member = Encoding.UTF8.GetBytes($"\"model\":{Json(model)},");
    private readonly List<(long Start, int Length, bool IsAlone)> places = [];

    /// <summary>By how much all of them make the file longer; below zero where it gets shorter.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes the next row.</summary>
    /// <param name="bodyStart">Where in the file its body begins.</param>
    /// <param name="found">Where in the body its model is.</param>
    public void Add(long bodyStart, BodyModel found)
    {
        places.Add((bodyStart + found.Start, found.Length, found.IsAlone));
        Bytes += New(places.Count - 1).Length - found.Length;
    }

    /// <summary>Where in the file the edit of a row begins.</summary>
    public long PlaceOf(int row) => places[row].Start;

    /// <summary>Bytes of the file that it replaces.</summary>
    public int RemovedBy(int row) => places[row].Length;

    /// <summary>What is written there.</summary>
    public ReadOnlySpan<byte> New(int row) =>
        places[row] switch
        {
            { Length: > 0 } => value,
            { IsAlone: true } => member.AsSpan(0, member.Length - 1),
            _ => member,
        };

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
