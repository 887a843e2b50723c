using System.Runtime.InteropServices;
using BatchLoadTest.MockServer.Http;

namespace BatchLoadTest.MockServer.Results;

/// <summary>Which lines of a content are wanted: <c>?skip=…&amp;limit=…</c>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ContentPage(int Skip, int Limit)
{
    public static ContentPage All => new(0, int.MaxValue);

    public static ContentPage From(HttpRequest request, int largest)
    {
        if (!request.QueryString.HasValue)
        {
            return All;
        }

        var limit = ListQuery.Number(request, "limit");
        return new ContentPage(
            Math.Max(0, ListQuery.Number(request, "skip") ?? 0),
            limit is { } lines ? Math.Clamp(lines, 1, largest) : int.MaxValue
        );
    }
}
