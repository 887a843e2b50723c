namespace BatchLoadTest.MockServer.Http;

/// <summary>A refusal in terms of the API; how it is written depends on the flavour.</summary>
internal sealed record ApiError(int Status, string Message)
{
    /// <summary>OpenAI's code, if it has one for this.</summary>
    public string? Code { get; init; }

    /// <summary>The parameter at fault, as OpenAI names it.</summary>
    public string? Param { get; init; }

    /// <summary>OpenAI's words for it, where they are others.</summary>
    public string? OtherWords { get; init; }

    /// <summary>The methods that the address has, for <c>Allow</c>.</summary>
    public string? Allow { get; init; }

    /// <summary>Whole seconds for <c>Retry-After</c>; 0 is none.</summary>
    public int RetryAfter { get; init; }

    public static ApiError BadRequest(string message, string? param = null, string? code = null) =>
        new(StatusCodes.Status400BadRequest, message) { Param = param, Code = code };

    public static ApiError Unauthenticated(string message = "Authentication required") =>
        new(StatusCodes.Status401Unauthorized, message) { Code = "invalid_api_key" };

    /// <summary>No key at all.</summary>
    public static ApiError NoKey() =>
        new(StatusCodes.Status401Unauthorized, "Authentication required")
        {
            OtherWords =
                "You didn't provide an API key. You need to provide your API key in an Authorization header using "
                + "Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
        };

    /// <summary>A key that nobody knows.</summary>
    public static ApiError WrongKey() =>
        Unauthenticated("Invalid API key") with
        {
            OtherWords = "Incorrect API key provided.",
        };

    public static ApiError Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    public static ApiError NoCredit() =>
        new(StatusCodes.Status402PaymentRequired, "Account balance too low. Please add credits to continue.");

    public static ApiError NotFound(string resource, string id) =>
        new(StatusCodes.Status404NotFound, $"{resource} with ID {id} not found")
        {
            OtherWords = resource == "File" ? $"No such File object: {id}" : $"No batch found with id '{id}'.",
            Param = "id",
        };

    /// <summary>A value of a wrong kind, as OpenAI says it.</summary>
    public static ApiError InvalidType(string name, string expected) =>
        BadRequest($"Invalid type for '{name}': expected {expected}.", name, "invalid_type");

    /// <summary>A value that is none of those that there are, as OpenAI says it.</summary>
    public static ApiError InvalidValue(string name, string? value, params IEnumerable<string> known) =>
        BadRequest(
            $"Invalid value: '{value}'. Supported values are: {string.Join(", ", known.Select(one => $"'{one}'"))}.",
            name,
            "invalid_value"
        );

    /// <summary>A number that is too small or too large, as OpenAI says it; null where it is neither.</summary>
    public static ApiError? OutOfRange(string name, long number, long least, long most) =>
        number < least
            ? BadRequest(
                $"Invalid '{name}': integer below minimum value. Expected a value >= {least}, but got {number} instead.",
                name,
                "integer_below_min_value"
            )
        : number > most
            ? BadRequest(
                $"Invalid '{name}': integer above maximum value. Expected a value <= {most}, but got {number} instead.",
                name,
                "integer_above_max_value"
            )
        : null;

    /// <summary>An address that there is, and a method that it has not.</summary>
    public static ApiError NotAllowed(string method, string path, IEnumerable<string> allowed) =>
        new(StatusCodes.Status405MethodNotAllowed, "")
        {
            OtherWords = $"Not allowed to {method} on {path} (HINT: Perhaps you meant to use a different HTTP method?)",
            Code = "method_not_supported",
            Allow = string.Join(',', allowed),
        };

    /// <summary>Azure's answer to a path or a version that it does not know.</summary>
    public static ApiError NoResource() => new(StatusCodes.Status404NotFound, "Resource not found") { Code = "404" };

    /// <summary>Azure's answer to a batch of a file that it still works on.</summary>
    public static ApiError PendingFile(string id) =>
        BadRequest(
            $"The input file '{id}' is in 'pending' state. Only files with status 'Processed' are accepted for batch inferencing."
        );

    /// <summary>A body that does not say that it is JSON.</summary>
    public static ApiError NoJson(string? contentType) =>
        new(StatusCodes.Status415UnsupportedMediaType, "Expected request with `Content-Type: application/json`")
        {
            OtherWords =
                $"Unsupported content type: '{contentType}'. This API method only accepts 'application/json' requests.",
            Code = "unsupported_content_type",
        };

    /// <summary>A body that is not JSON.</summary>
    public static ApiError BadJson(string reason) =>
        BadRequest($"Failed to parse the request body as JSON: {reason}") with
        {
            OtherWords = $"We could not parse the JSON body of your request: {reason}",
        };

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

    /// <summary>As the control layer says that it takes no more batches for now.</summary>
    public static ApiError AtCapacity(string window, IEnumerable<string> models, int retryAfter) =>
        new(
            StatusCodes.Status429TooManyRequests,
            $"Insufficient capacity for {window} completion window. The following models are currently at capacity: "
                + $"{string.Join(", ", models)}. Try again later or use a longer completion window."
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
