namespace BatchLoadTest.BatchApi.Http;

/// <summary>An answer is encoded in a way that is not known here.</summary>
/// <param name="encoding">Its Content-Encoding.</param>
public sealed class UnknownEncodingException(string encoding)
    : Exception($"the answer's Content-Encoding '{encoding}' is not known: gzip, deflate and br are");
