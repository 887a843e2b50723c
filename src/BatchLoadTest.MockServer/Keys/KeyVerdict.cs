namespace BatchLoadTest.MockServer.Keys;

/// <summary>What a request's key is worth.</summary>
internal enum KeyVerdict
{
    Good,
    Missing,
    Unknown,
    NotYetActive,
    WrongPurpose,
}
