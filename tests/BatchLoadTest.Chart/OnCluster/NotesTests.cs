namespace BatchLoadTest.Chart.OnCluster;

/// <summary>What install prints, pasted into a shell as a person does.</summary>
[Trait("needs", "kube")]
public sealed class NotesTests(ControlPlane plane)
{
    [Fact]
    public async Task Notes_SayWhatTheRunIsJudgedBy()
    {
        await using var space = await plane.SpaceAsync();

        var notes = await space.InstallAsync(
            "job.activeDeadlineSeconds=1,thresholds.p95Ms=1000,thresholds.errorRate=0.05,thresholds.extra[0]=rps > 1"
        );

        Assert.Contains("p95 <= 1000 ms, failed requests <= 0.05 of all, rps > 1", notes, StringComparison.Ordinal);
    }

    // Each mode, kind of key and place of the results, and each pair of them; side by side, as most of it is waiting.
    [Fact]
    public Task Notes_Pasted_BringTheResults() =>
        Task.WhenAll(
            BringAsync("mode=job", "auth.type=basic", "results.store=claim"),
            BringAsync("mode=job,workers=2", "auth.type=login", "results.store=log"),
            BringAsync("mode=cronjob", "auth.type=login", "results.store=claim"),
            BringAsync("mode=cronjob,workers=2", "auth.type=basic", "results.store=log"),
            BringAsync("mode=deployment,page.autostart=true", "auth.type=basic", "results.store=log"),
            BringAsync("mode=deployment,page.autostart=true,workers=2", "auth.type=login", "results.store=claim")
        );

    private async Task BringAsync(string mode, string auth, string store)
    {
        await using var space = await plane.SpaceAsync();
        var notes = await space.InstallAsync($"{mode},{auth},{store}");
        if (mode.Contains("cronjob", StringComparison.Ordinal))
        {
            await ByHandAsync(space, notes);
        }

        await EndedAsync(space, mode, notes);
        var metrics = await space.FetchAsync(notes);

        var counts = await space.CountsAsync();
        Assert.Equal(counts["batches"]!["created"]!.GetValue<int>(), metrics["batches"]!["created"]!.GetValue<int>());
        Assert.Equal(0, counts["keys"]!["live"]!.GetValue<int>());
    }

    /// <summary>The commands that follow a Job's run.</summary>
    public static string FollowOf(string notes) => Commands(notes, "Complete or Failed):");

    // The lines after one that ends so.
    private static string Commands(string notes, string begin) =>
        string.Join(
            '\n',
            notes
                .Split('\n')
                .SkipWhile(line => !line.EndsWith(begin, StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
        );

    // As the notes of a CronJob say to start a run.
    private static async Task ByHandAsync(Space space, string notes)
    {
        var start = await space.BashAsync(Commands(notes, "one now:"));
        Assert.True(start.ExitCode == 0, start.Error);
    }

    private static async Task EndedAsync(Space space, string mode, string notes)
    {
        if (mode.Contains("deployment", StringComparison.Ordinal))
        {
            await space.UntilAsync(
                async () =>
                    (await space.LogAsync("deploy/load-batch-load-test")).Contains(
                        "report.html",
                        StringComparison.Ordinal
                    ),
                "the page's run has ended"
            );
            return;
        }

        if (!mode.Contains("cronjob", StringComparison.Ordinal))
        {
            var followed = await space.BashAsync(FollowOf(notes));
            Assert.Contains("\nComplete\nPASSED", followed.Output, StringComparison.Ordinal);
        }

        foreach (var job in await space.NamesAsync("apis/batch/v1", "jobs"))
        {
            await space.CompletesAsync(job);
        }
    }
}
