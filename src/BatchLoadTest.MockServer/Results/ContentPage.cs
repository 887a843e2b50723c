using System.Runtime.InteropServices;
using BatchLoadTest.MockServer.Http;

namespace BatchLoadTest.MockServer.Results;

/// <summary>Which lines of a content are wanted: <c>?skip=…&amp;limit=…&amp;search=…</c>.</summary>
/// <param name="Skip">So many lines are left out.</param>
/// <param name="Limit">Most lines.</param>
/// <param name="Search">What the <c>custom_id</c> has in it; null for any.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ContentPage(int Skip, int Limit, string? Search = null)
{
    /// <summary>Most lines of a page, as in the control layer.</summary>
    private const int Largest = 101;

    public static ContentPage All => new(0, int.MaxValue);

    /// <summary>Whether a number of lines was asked for.</summary>
    public bool IsLimited => Limit < int.MaxValue;

    public static ContentPage From(HttpRequest request)
    {
        if (!request.QueryString.HasValue)
        {
            return All;
        }

        var limit = ListQuery.Number(request, "limit");
        return new ContentPage(
            Math.Max(0, ListQuery.Number(request, "skip") ?? 0),
            limit is { } lines ? Math.Clamp(lines, 1, Largest) : int.MaxValue,
            request.Query["search"].ToString() is { Length: > 0 } search ? search : null
        );
    }
}
