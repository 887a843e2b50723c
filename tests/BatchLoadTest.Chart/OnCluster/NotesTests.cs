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

    // Mode, workers, kind of key, Secret and place of the results: each value of one with each of another.
    private static readonly string[] Pairs =
    [
        "mode=job,auth.type=basic,results.store=claim",
        "mode=job,workers=2,auth.type=login,auth.existingSecret=mine,results.store=log",
        "mode=job,auth.type=apiKey,auth.existingSecret=mine,results.store=claim",
        "mode=cronjob,workers=2,auth.type=basic,auth.existingSecret=mine,results.store=log",
        "mode=cronjob,auth.type=login,results.store=claim",
        "mode=cronjob,workers=2,auth.type=apiKey,auth.apiKey=sk-own,results.store=log",
        "mode=deployment,auth.type=basic,auth.existingSecret=mine,results.store=log",
        "mode=deployment,workers=2,auth.type=login,results.store=claim",
        "mode=deployment,workers=2,auth.type=apiKey,auth.existingSecret=mine,results.store=claim",
    ];

    // Some side by side, as most of it is waiting.
    [Fact]
    public Task Notes_Pasted_BringTheResults() =>
        Parallel.ForEachAsync(
            Pairs,
            new ParallelOptions { MaxDegreeOfParallelism = 3 },
            async (set, _) => await BringAsync(set)
        );

    private async Task BringAsync(string set)
    {
        await using var space = await plane.SpaceAsync();
        await space.KubectlOutputAsync(
            "create",
            "secret",
            "generic",
            "mine",
            "--from-literal=username=somebody",
            "--from-literal=password=some word",
            "--from-literal=api-key=sk-mine"
        );
        var notes = await space.InstallAsync($"{set},page.autostart=true");
        if (set.Contains("cronjob", StringComparison.Ordinal))
        {
            await ByHandAsync(space, notes);
        }

        await EndedAsync(space, set, notes);
        var metrics = await space.FetchAsync(notes);

        var counts = await space.CountsAsync();
        Assert.Equal(counts["batches"]!["created"]!.GetValue<int>(), metrics["batches"]!["created"]!.GetValue<int>());
        // A key that is brought is there before and after.
        var isBrought = set.Contains("apiKey", StringComparison.Ordinal);
        Assert.Equal(isBrought ? 1 : 0, counts["keys"]!["live"]!.GetValue<int>());
        Assert.Equal(isBrought ? 0 : 1, counts["keys"]!["created"]!.GetValue<int>());
        space.EndedWell = true;
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
                        // Last of what it prints.
                        mode.Contains("store=log", StringComparison.Ordinal)
                            ? "-----END"
                            : "report.html",
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
