using System.Text.Json.Nodes;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>Helm 3 and helm 4: the same objects, which the server takes, and the same life of a release.</summary>
[Trait("needs", "kube")]
[Trait("needs", "helm")]
public sealed class HelmVersionsTests(ControlPlane plane)
{
    // What a pod may name, and has to be there before the server takes it.
    private const string Named = """
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: low}
        value: -10
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor}
        handler: runc
        """;

    private const string OfThatClass = """
        apiVersion: v1
        kind: Pod
        metadata: {name: low}
        spec:
          priorityClassName: low
          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
          containers:
            - name: low
              image: low
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        """;

    [Fact]
    public async Task EverySetOfValues_IsTheSameByBoth_AndTheServerTakesItStrictly()
    {
        await using var space = await plane.SpaceAsync();
        await space.ApplyAsync(Named);
        // It takes a moment until the server knows a class that it has just taken.
        await space.UntilAsync(
            async () => (await space.TryApplyAsync(OfThatClass, "--dry-run=server")).ExitCode == 0,
            "the server knows the class of priority"
        );

        await Parallel.ForEachAsync(
            ChartMatrix.All,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (set, _) =>
            {
                string[] arguments =
                [
                    "template",
                    $"set-{ChartMatrix.All.Keys.ToList().IndexOf(set.Key)}",
                    HelmChart.ChartPath,
                    "--kube-version",
                    "1.34.0",
                    "--set",
                    $"{set.Value},run.id=same,page.token=t",
                ];
                var four = Objects(await space.HelmAsync(arguments));
                var three = Objects(await space.Helm3Async(arguments));

                Assert.Equal(three.Select(Text), four.Select(Text));
                await TakesAsync(space, set.Key, four);
            }
        );
    }

    // Each command twice, as nobody tries it: a test leaves nothing that a second one trips over, and a rollback brings back a
    // Job whose results folder is there already.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task UpgradeTestRollbackAndRemoval_TwiceEach(int version)
    {
        await using var space = await plane.SpaceAsync();
        for (var time = 0; time < 2; time++)
        {
            await HelmAsync(Space.Release("install", "load.iterations=2"));
            await EndsAsync(1);
            if (time == 0)
            {
                await TestAsync();
                await TestAsync();
                await HelmAsync(Space.Release("upgrade", "load.iterations=2"));
                await EndsAsync(2);
                await HelmAsync(Space.Release("upgrade", "load.iterations=2"));
                await EndsAsync(3);
                await HelmAsync("rollback", "load", "1");
                await EndsAsync(1);
                await HelmAsync("rollback", "load", "2");
                await EndsAsync(2);
                // Five runs and two tests.
                Assert.Equal(7, (await space.CountsAsync())["keys"]!["created"]!.GetValue<int>());
                Assert.Equal(2, Kept(await space.VolumeAsync()));
            }

            await HelmAsync("uninstall", "load");
            Assert.Empty(await space.NamesAsync("apis/batch/v1", "jobs"));
            Assert.Empty(await space.NamesAsync("api/v1", "secrets"));
            Assert.Equal(["load-batch-load-test-results"], await space.NamesAsync("api/v1", "persistentvolumeclaims"));
            await space.NoPodsAsync();
        }

        // Four folders, a run each: of those that rollbacks brought back the earlier run is kept in the same one.
        Assert.Equal(4, Directory.GetDirectories(await space.VolumeAsync()).Length);

        async Task HelmAsync(params string[] arguments)
        {
            var done = version == 3 ? await space.Helm3Async(arguments) : await space.HelmAsync(arguments);
            Assert.True(done.ExitCode == 0, done.Output + done.Error);
        }

        async Task TestAsync()
        {
            await HelmAsync("test", "load");
            Assert.False(await space.ExistsAsync("api/v1", "pods", "load-batch-load-test-test"));
        }

        // Of the earlier Jobs there is none any more.
        async Task EndsAsync(int revision)
        {
            var job = $"load-batch-load-test-r{revision}";
            await space.CompletesAsync(job);
            Assert.Equal([job], await space.NamesAsync("apis/batch/v1", "jobs"));
            Assert.Equal(0, (await space.CountsAsync())["keys"]!["live"]!.GetValue<int>());
        }
    }

    private static int Kept(string volume) =>
        Directory.GetFiles(volume, "run-*.jsonl", SearchOption.AllDirectories).Length;

    private static List<KubernetesObject> Objects(HelmResult rendered)
    {
        Assert.True(rendered.ExitCode == 0, rendered.Error);
        return
        [
            .. KubernetesObject
                .ReadAll(rendered.Output)
                .OrderBy(each => $"{each.Kind}/{each.Name}", StringComparer.Ordinal),
        ];
    }

    // But for what is made up in each rendering.
    private static string Text(KubernetesObject each)
    {
        var copy = each.Json.DeepClone().AsObject();
        if (each.Kind == "Secret" && each.Name.EndsWith("-cluster", StringComparison.Ordinal))
        {
            copy.Remove("data");
        }

        return copy.ToJsonString();
    }

    private static async Task TakesAsync(Space space, string set, List<KubernetesObject> objects)
    {
        // Kinds that others bring, and which the server does not know.
        var known = objects.Where(each => each.Kind is not ("PodMonitor" or "HTTPRoute")).ToList();
        // A pod needs its account also where nothing is kept.
        foreach (var account in known.Where(each => each.Kind == "ServiceAccount"))
        {
            await space.ApplyAsync(account.Json.ToJsonString());
        }

        var list = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. known.Select(each => each.Json.DeepClone())]),
        };
        var taken = await space.TryApplyAsync(list.ToJsonString(), "--dry-run=server");
        Assert.True(taken.ExitCode == 0, $"{set}: {taken.Error}");
        // But for the container that these values add themselves.
        Assert.DoesNotContain(
            taken.Error.Split('\n'),
            line =>
                line.Contains("would violate", StringComparison.Ordinal)
                && !line.Contains("container \"side\"", StringComparison.Ordinal)
        );
    }
}
