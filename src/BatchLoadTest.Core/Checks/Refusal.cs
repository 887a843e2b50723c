using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks;

/// <summary>What becomes of a request that is wrong: a service says so, and does nothing.</summary>
public static class Refusal
{
    /// <summary>Passed where the answer is 4xx.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="expected">Statuses that are right; none for any 4xx.</param>
    public static CheckResult Judge(CheckAnswer answer, params ReadOnlySpan<int> expected)
    {
        if (answer.Status is not { } status)
        {
            return CheckResult.Fail(answer.Words, "look at the service's own log", answer);
        }

        return status switch
        {
            >= 200 and < 300 => CheckResult.Fail($"taken: {status}", null, answer),
            >= 500 => CheckResult.Fail(
                answer.Words,
                "clients take a 5xx for the service's fault and send again",
                answer
            ),
            >= 400 when expected.Length == 0 || expected.Contains(status) => CheckResult.Pass(answer.Words),
            _ => CheckResult.Fail(answer.Words, $"clients expect {Expected(expected)}", answer),
        };
    }

    private static string Expected(ReadOnlySpan<int> statuses) =>
        statuses.Length == 0 ? "4xx" : string.Join(" or ", statuses.ToArray());
}
