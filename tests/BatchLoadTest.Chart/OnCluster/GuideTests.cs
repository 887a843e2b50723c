using System.Text.RegularExpressions;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>The page about Kubernetes, as a person walks through it.</summary>
[Trait("needs", "kube")]
public sealed partial class GuideTests(ControlPlane plane)
{
    // As the page stands: REGISTRY and SERVICE are what it says to write something for.
    [Fact]
    public async Task EveryCommandOfThePage_RunsAsItStands()
    {
        await using var space = await plane.SpaceAsync();
        await space.MakeDefaultAsync();
        // The page begins at the top of the repository, and writes results there.
        Directory.CreateSymbolicLink(
            Path.Combine(space.Files.Path, "charts"),
            Path.Combine(RepositoryFiles.Root, "charts")
        );
        var blocks = Block().Matches(RepositoryFiles.Read("docs/guide/kubernetes.md"));
        Assert.True(blocks.Count > 8, "the page has its commands in blocks of sh");

        foreach (var block in blocks.Select(block => block.Groups["commands"].Value))
        {
            var commands = block
                .Replace("REGISTRY/", "registry.example/", StringComparison.Ordinal)
                .Replace("//SERVICE:", "//try-batch-load-test-mock:", StringComparison.Ordinal);
            var done = await space.BashAsync($"set -o pipefail\n{commands}");
            Assert.True(done.ExitCode == 0, $"{commands}\n{done.Output}{done.Error}");
            Assert.NotEqual("", done.Output.Trim());
        }

        Assert.Empty(await space.NamesAsync("apis/batch/v1", "jobs"));
        Assert.Empty(await space.NamesAsync("api/v1", "secrets"));
    }

    [GeneratedRegex(
        @"^```sh\n(?<commands>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Block();
}
