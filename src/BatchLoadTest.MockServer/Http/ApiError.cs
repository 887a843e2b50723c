namespace BatchLoadTest.MockServer.Http;

/// <summary>A refusal in terms of the API; how it is written depends on the flavour.</summary>
internal sealed record ApiError(int Status, string Message)
{
    /// <summary>OpenAI's code, if it has one for this.</summary>
    public string? Code { get; init; }

    /// <summary>The parameter at fault, as OpenAI names it.</summary>
    public string? Param { get; init; }

    /// <summary>Whole seconds for <c>Retry-After</c>; 0 is none.</summary>
    public int RetryAfter { get; init; }

    public static ApiError BadRequest(string message, string? param = null, string? code = null) =>
        new(StatusCodes.Status400BadRequest, message) { Param = param, Code = code };

    public static ApiError Unauthenticated(string message = "Authentication required") =>
        new(StatusCodes.Status401Unauthorized, message) { Code = "invalid_api_key" };

    public static ApiError Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    public static ApiError NoCredit() =>
        new(StatusCodes.Status402PaymentRequired, "Account balance too low. Please add credits to continue.");

    public static ApiError NotFound(string resource, string id) =>
        new(StatusCodes.Status404NotFound, $"{resource} with ID {id} not found");

    /// <summary>Azure's answer to a path or a version that it does not know.</summary>
    public static ApiError NoResource() => new(StatusCodes.Status404NotFound, "Resource not found") { Code = "404" };

    /// <summary>Azure's answer to a batch of a file that it still works on.</summary>
    public static ApiError PendingFile(string id) =>
        BadRequest(
            $"The input file '{id}' is in 'pending' state. Only files with status 'Processed' are accepted for batch inferencing."
        );

    public static ApiError Conflict(string message) => new(StatusCodes.Status409Conflict, message);

    public static ApiError FileTooLarge(long maxBytes) =>
        new(StatusCodes.Status413PayloadTooLarge, $"File exceeds the maximum allowed size of {maxBytes} bytes");

    public static ApiError Unprocessable(string message) => new(StatusCodes.Status422UnprocessableEntity, message);

    public static ApiError TooManyRequests(int retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, "Too many requests, please retry later")
        {
            Code = "rate_limit_exceeded",
            RetryAfter = retryAfter,
        };

    /// <summary>
    /// As the control layer says that it takes no more batches for now; it goes on with the models that are full, which are
    /// not kept here.
    /// </summary>
    public static ApiError AtCapacity(string window, int retryAfter) =>
        new(
            StatusCodes.Status429TooManyRequests,
            $"Insufficient capacity for {window} completion window. Try again later or use a longer completion window."
        )
        {
            RetryAfter = retryAfter,
        };

    public static ApiError Internal() => new(StatusCodes.Status500InternalServerError, "Internal server error");

    public static ApiError Unavailable(int retryAfter) =>
        new(StatusCodes.Status503ServiceUnavailable, "Service temporarily overloaded, please retry")
        {
            RetryAfter = retryAfter,
        };
}
