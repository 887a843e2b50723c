namespace BatchLoadTest.MockServer.Http;

/// <summary>How a list is asked for: <c>?limit=…&amp;after=…&amp;order=…</c>.</summary>
internal readonly record struct ListQuery(int Limit, string? After, bool Ascending, string? Purpose)
{
    /// <param name="request">The request.</param>
    /// <param name="defaultLimit">Items of a page where it asks for no number.</param>
    /// <param name="maxLimit">Most of them.</param>
    /// <param name="isStrict">Whether another number is refused; otherwise the next that may be is taken.</param>
    public static ListQuery From(HttpRequest request, int defaultLimit, int maxLimit, bool isStrict)
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

        var limit = Number(request, "limit") ?? defaultLimit;
        if (isStrict && ApiError.OutOfRange("limit", limit, 1, maxLimit) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        return new ListQuery(
            Math.Clamp(limit, 1, maxLimit),
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
            : throw new RefusedException(
                new ApiError(
                    StatusCodes.Status400BadRequest,
                    "Failed to deserialize query string: invalid digit found in string"
                )
                {
                    OtherWords = $"Invalid type for '{name}': expected an integer.",
                    Param = name,
                    Code = "invalid_type",
                }
            );
    }
}
