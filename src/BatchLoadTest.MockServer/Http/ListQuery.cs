namespace BatchLoadTest.MockServer.Http;

/// <summary>How a list is asked for: <c>?limit=…&amp;after=…&amp;order=…</c>.</summary>
internal readonly record struct ListQuery(int Limit, string? After, bool Ascending, string? Purpose)
{
    public static ListQuery From(HttpRequest request, int defaultLimit, int maxLimit)
    {
        if (!request.QueryString.HasValue)
        {
            return new ListQuery(defaultLimit, null, Ascending: false, null);
        }

        var order = request.Query["order"].ToString();
        if (order is not ("" or "asc" or "desc"))
        {
            throw new RefusedException(ApiError.BadRequest("Order must be 'asc' or 'desc'", "order"));
        }

        return new ListQuery(
            Math.Clamp(Number(request, "limit") ?? defaultLimit, 1, maxLimit),
            request.Query["after"],
            order == "asc",
            request.Query["purpose"]
        );
    }

    /// <summary>A whole number of the query, null if it is absent; a refusal (400) if it is something else.</summary>
    public static int? Number(HttpRequest request, string name)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return int.TryParse(text, out var number)
            ? number
            : throw new RefusedException(ApiError.BadRequest($"Query parameter '{name}' must be a whole number", name));
    }
}
