using System.Net.Http;

namespace BatchLoadTest.Checks.Create;

/// <summary>Whether what was refused is there all the same.</summary>
internal sealed class NothingMadeCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("create.nothing_made", "what is refused makes no batch", CheckWorth.Should, "RFC 9110 15.5");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.create"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.BatchPage(after: null),
            cancellationToken
        );
        if (CheckScene.PageOf(answer) is not { } page)
        {
            return CheckResult.NotSeen($"batches cannot be listed: {answer.Words}", answer);
        }

        if (page.Items.All(item => item.InputFileId is null))
        {
            return CheckResult.NotSeen("listed batches do not name their file", answer);
        }

        var strangers = page.Items.Count(item => item.InputFileId == scene.FileId && !scene.HasCreated(item.Id));
        if (strangers == 0)
        {
            scene.SeeAllBatches();
        }

        return strangers == 0
            ? CheckResult.Pass($"{page.Items.Count} batches are listed, no other of the file that was used")
            : CheckResult.Fail(
                $"{strangers} batches of the file that was used are listed, and were answered to nobody",
                "a client that is refused sends again: rows are paid for twice",
                answer
            );
    }
}
