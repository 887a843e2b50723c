namespace BatchLoadTest.Authentication;

/// <summary>Says that shard 0 has no key to share.</summary>
/// <param name="Moment">Of which load it is, as in <see cref="ExchangedKey"/>.</param>
/// <param name="Reason">Why; holds no secret.</param>
internal sealed record ExchangeRefusal(string Moment, string Reason);
