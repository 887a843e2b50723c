using System.Diagnostics;
using System.Globalization;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>A second run of the same id, and one that takes the place of another that was killed.</summary>
[Trait("needs", "kube")]
public sealed class SecondRunTests(ControlPlane plane)
{
    [Fact]
    public async Task SameId_OnAKeptClaim_TheFirstRunIsKept()
    {
        await using var space = await plane.SpaceAsync();
        for (var time = 0; time < 2; time++)
        {
            await space.InstallAsync("run.id=one");
            await space.CompletesAsync("load-batch-load-test-one");
            if (time == 0)
            {
                await space.HelmAsync("uninstall", "load");
            }
        }

        var folder = Path.Combine(await space.VolumeAsync(), "load-one");
        var kept = Assert.Single(Directory.GetFiles(folder, "run-2*.jsonl"));
        Assert.Equal(RunEnd.Planned, RecordedRun.Read(kept).Ending.End);
        Assert.Contains(
            "came to its end",
            await File.ReadAllTextAsync(Path.Combine(folder, "summary.md")),
            StringComparison.Ordinal
        );
    }

    // Evicted, which marks it as disrupted, and killed before it could clean up.
    [Fact]
    public async Task PodThatWasKilled_IsReplaced_AndTheReplacementNamesItsKey()
    {
        await using var space = await plane.SpaceAsync();
        await space.InstallAsync("mock.args[0]=--batch-duration=4s,load.iterations=null,load.runTime=15s");
        var first = await space.RunningAsync("load-batch-load-test-r1");
        await space.UntilAsync(async () => (await space.CountsAsync())["keys"]!["live"]!.GetValue<int>() == 1, "a key");
        var container = (await space.GetAsync("api/v1", "pods", first))!["status"]!["containerStatuses"]![0]![
            "containerID"
        ]!;
        var evicted = await space.EvictAsync(first);
        Assert.True(evicted.ExitCode == 0, evicted.Error);
        using (
            var process = Process.GetProcessById(
                int.Parse(container.GetValue<string>()["process://".Length..], CultureInfo.InvariantCulture)
            )
        )
        {
            process.Kill();
        }

        await space.CompletesAsync("load-batch-load-test-r1");

        var folder = Assert.Single(Directory.GetDirectories(await space.VolumeAsync()));
        var list = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder, "not-removed-*.txt")));
        var key = list.Split('\n').Single(line => line.StartsWith("K ", StringComparison.Ordinal))[2..];
        var summary = await File.ReadAllTextAsync(Path.Combine(folder, "summary.md"));
        Assert.Contains($"API key {key}", summary, StringComparison.Ordinal);
        Assert.Contains("was cut off", summary, StringComparison.Ordinal);
    }
}
