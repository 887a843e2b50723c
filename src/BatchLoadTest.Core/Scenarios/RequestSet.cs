using System.IO.Hashing;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// A multiset of <c>custom_id</c>s as its size and the sum of their hashes: the same for the same ids in any order, in
/// 16 bytes whatever their number. Two different sets agree by chance once in 2^64.
/// </summary>
/// <param name="Count">How many ids.</param>
/// <param name="HashSum">Sum of their hashes, modulo 2^64.</param>
public readonly record struct RequestSet(long Count, ulong HashSum)
{
    /// <summary>The set with one more id, given as UTF-8.</summary>
    public RequestSet With(ReadOnlySpan<byte> id) => new(Count + 1, unchecked(HashSum + XxHash3.HashToUInt64(id)));
}
