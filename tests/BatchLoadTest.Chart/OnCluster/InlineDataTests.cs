namespace BatchLoadTest.Chart.OnCluster;

/// <summary>Data in the values: a release keeps them, and has room for so much.</summary>
[Trait("needs", "kube")]
public sealed class InlineDataTests(ControlPlane plane)
{
    private const string Set =
        "job.activeDeadlineSeconds=1,data.source=inline,data.file=mine.jsonl,results.store=log,load.iterations=1";

    [Fact]
    public async Task Inline_OfAnyText_InstallsUpToTheLimit_AndIsRefusedAboveItWithAWayOut()
    {
        await using var space = await plane.SpaceAsync();
        // What nothing can compress is the worst case.
        var bytes = new byte[360_000];
        new Random(7).NextBytes(bytes);
        var text = Convert.ToBase64String(bytes);
        var small = space.Files.Write("small", text);
        var large = space.Files.Write("large", text + text[..80_000]);

        var refused = await space.TryAsync("install", Set, "--set-file", $"data.inline.mine\\.jsonl={large}");
        Assert.Contains("data: 560 KB are more than a release carries", refused.Error, StringComparison.Ordinal);
        Assert.Contains("data.source=configMap", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["kube-root-ca.crt"], await space.NamesAsync("api/v1", "configmaps"));

        await space.InstallAsync(Set, "--set-file", $"data.inline.mine\\.jsonl={small}");
    }
}
