using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi;

/// <summary>Tells of a request that creates something whether the service may have done it though we know no id.</summary>
internal static class LostAnswer
{
    /// <summary>Whether something may have been created unseen.</summary>
    public static bool MayBe<T>(ApiResponse<T> response)
        where T : class =>
        response.Outcome switch
        {
            Outcome.Success or Outcome.KeyPending or Outcome.RefusedStream => false,
            // Nothing was sent.
            Outcome.Interrupted => !response.WasNeverSent,
            Outcome.ConnectionRefused or Outcome.Unreachable or Outcome.Tls or Outcome.ThisMachine => false,
            // What stands before a service answers so where the service was too slow, or had answered something else.
            Outcome.HttpStatus => response.Status is 408 or >= 500,
            _ => true,
        };

    /// <summary>Of these, whether the service may do it yet: it has not answered, or what stands before it was too impatient.</summary>
    public static bool MayComeLate<T>(ApiResponse<T> response)
        where T : class =>
        response.Outcome switch
        {
            Outcome.HttpStatus => response.Status is 408 or 502 or 504,
            Outcome.MalformedBody or Outcome.TruncatedBody or Outcome.ContentMismatch => false,
            _ => MayBe(response),
        };
}
