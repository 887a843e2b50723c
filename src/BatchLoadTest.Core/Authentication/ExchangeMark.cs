namespace BatchLoadTest.Authentication;

/// <summary>What one process that took the key says of itself.</summary>
/// <param name="Moment">Of which load it is, as in <see cref="ExchangedKey"/>.</param>
/// <param name="Beat">Another number each time, so that a mark that stays as it is belongs to a process that is gone.</param>
/// <param name="HasEnded">It needs the key no more.</param>
internal sealed record ExchangeMark(string Moment, long Beat, bool HasEnded);
