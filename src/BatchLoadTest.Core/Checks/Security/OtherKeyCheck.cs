using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Security;

/// <summary>The key of another account sees nothing of mine, and can do nothing to it.</summary>
/// <param name="name">The check's.</param>
/// <param name="requirement">What is required.</param>
/// <param name="look">Asks with the other key.</param>
internal sealed class OtherKeyCheck(
    string name,
    string requirement,
    Func<CheckScene, string, CancellationToken, Task<CheckResult>> look
) : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } = new("security." + name, requirement, CheckWorth.Must, "OWASP API1:2023");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs { get; init; } = ["preflight.create"];

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken) =>
        scene.Client.SecondAuthorization is not { } other
            ? Task.FromResult(CheckResult.Skip("no --second-api-key is given"))
        : other == scene.Client.Authorization
            ? Task.FromResult(CheckResult.Skip("--second-api-key is the run's own key"))
        : look(scene, other, cancellationToken);

    /// <summary>Of something that the other account does not have: it is not there, or not to be seen.</summary>
    public static CheckResult Judge(CheckAnswer answer) =>
        answer.Status is 404 or 403 or 410 or 400 ? CheckResult.Pass(answer.Words)
        : answer.IsSuccess
            ? CheckResult.Fail(
                $"{answer.Status}",
                "are both keys of one account? --second-api-key wants that of another",
                answer
            )
        : answer.Status == 401 ? CheckResult.NotSeen($"the second key is not let in at all: {answer.Words}", answer)
        : CheckResult.Fail($"{answer.Words}; 404 or 403 is right", null, answer);
}
