using System.Net.Http;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>One request to send.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Uri">Absolute address.</param>
/// <param name="Authorization">Value of <see cref="KeyHeader"/>; null sends none. A secret.</param>
/// <param name="Content">Body; null sends none. Disposed with the request.</param>
/// <param name="Cookie">Value of the Cookie header; null sends none. A secret.</param>
public readonly record struct ApiRequest(
    HttpMethod Method,
    Uri Uri,
    string? Authorization = null,
    HttpContent? Content = null,
    string? Cookie = null
)
{
    /// <summary>Header of <see cref="Authorization"/>.</summary>
    public string KeyHeader { get; init; } = "Authorization";

    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"{Method} {Uri}";
}
