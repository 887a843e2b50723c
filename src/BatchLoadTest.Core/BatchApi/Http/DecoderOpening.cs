namespace BatchLoadTest.BatchApi.Http;

/// <summary>Opens a decoder.</summary>
/// <param name="head">The first two bytes; fewer where there are no more.</param>
/// <param name="coded">All of it, with those.</param>
internal delegate Stream DecoderOpening(ReadOnlySpan<byte> head, Stream coded);
