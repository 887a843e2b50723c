namespace BatchLoadTest.MockServer.Http;

/// <summary>
/// Ends the serving of a request with a refusal, from any depth of reading it. Only for what a client did wrong: the
/// refusals of a load test's normal traffic (rate limit, drawn failures, keys) are answered without an exception.
/// </summary>
internal sealed class RefusedException(ApiError error) : BadHttpRequestException(error.Message, error.Status)
{
    public ApiError Error => error;
}
