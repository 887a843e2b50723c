namespace BatchLoadTest.Authentication;

/// <summary>What proves to the key endpoint who we are: an Authorization header or a cookie. A secret.</summary>
public readonly record struct KeyCredential(string? Authorization, string? Cookie)
{
    /// <summary>Shows no secret.</summary>
    public override string ToString() => Cookie is null ? "HTTP Basic" : "session cookie";
}
