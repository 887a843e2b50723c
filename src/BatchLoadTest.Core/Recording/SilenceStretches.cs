using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>Puts stretches of silence together from the parts that the seconds of a run hold.</summary>
internal static class SilenceStretches
{
    /// <summary>Adds a part to stretches; to the last one where it goes on with that.</summary>
    public static void Append(List<SilencePiece> stretches, SilencePiece piece)
    {
        if (stretches.Count > 0 && stretches[^1].To == piece.From)
        {
            var last = stretches[^1];
            stretches[^1] = last with { To = piece.To, Waiting = Math.Max(last.Waiting, piece.Waiting) };
        }
        else
        {
            stretches.Add(piece);
        }
    }
}
