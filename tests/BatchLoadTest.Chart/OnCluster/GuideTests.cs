using System.Text.RegularExpressions;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>The page about Kubernetes, as a person walks through it.</summary>
[Trait("needs", "kube")]
public sealed partial class GuideTests(ControlPlane plane)
{
    private const int Tries = 3;

    // As the page stands: REGISTRY and SERVICE are what it says to write something for. A machine so busy that the program itself
    // stood still says nothing of the page.
    [Fact]
    public async Task EveryCommandOfThePage_RunsAsItStands()
    {
        var tried = 1;
        while (!await WalkAsync(isLast: tried == Tries))
        {
            tried++;
        }
    }

    // False where it has to be walked again.
    private async Task<bool> WalkAsync(bool isLast)
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
            if (done.ExitCode != 0 && !isLast && (await space.PodsAsync("")).Any(Space.StoodStill))
            {
                return false;
            }

            Assert.True(done.ExitCode == 0, $"{commands}\n{done.Output}{done.Error}");
            Assert.NotEqual("", done.Output.Trim());
        }

        Assert.Empty(await space.NamesAsync("apis/batch/v1", "jobs"));
        Assert.Empty(await space.NamesAsync("api/v1", "secrets"));
        return true;
    }

    [GeneratedRegex(
        @"^```sh\n(?<commands>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Block();
}
