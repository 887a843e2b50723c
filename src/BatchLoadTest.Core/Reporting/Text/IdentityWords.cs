using BatchLoadTest.Measurements;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What to look for in a log.</summary>
internal static class IdentityWords
{
    /// <summary>
    /// The one id that finds a request soonest, such as <c>x-request-id req_1f3</c>: the service's own, else, such as <c>the one
    /// sent with X-Request-Id 4bf9…</c>, that which it was sent; empty where there is none.
    /// </summary>
    public static string Search(RequestIdentity identity) =>
        identity.ServiceIds is [var (header, id), ..] ? $"{header} {id}"
        : identity.RequestId is { } sent ? $"the one sent with X-Request-Id {sent}"
        : "";

    /// <summary>All ids of a request, a name each.</summary>
    public static IEnumerable<string> All(RequestIdentity identity)
    {
        foreach (var (header, id) in identity.ServiceIds)
        {
            yield return $"{header} {id}";
        }

        // A service may answer with the id that it was sent.
        if (identity.RequestId is { } sent && identity.ServiceIds.All(pair => pair.Value != sent))
        {
            yield return $"sent X-Request-Id {sent}";
        }

        if (identity.BatchId is { } batch)
        {
            yield return $"batch {batch}";
        }

        if (identity.FileId is { } file)
        {
            yield return $"input file {file}";
        }
    }
}
