using System.Text.Json.Nodes;

namespace BatchLoadTest.Chart;

/// <summary>A master and its workers: who is told what, and what Kubernetes does when one of them goes.</summary>
[Trait("needs", "helm")]
public sealed class WorkersTests
{
    [Fact]
    public async Task Workers_AreToldWhereTheirMasterIs_AndNothingElse()
    {
        var objects = await ObjectsAsync("cluster.waitFor=90s");
        var (master, workers) = Jobs(objects);
        var service = objects.Single(each => each.Name.EndsWith("-master", StringComparison.Ordinal)).Json["spec"]!;

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "--master",
                "--expect-workers=3",
                "--expect-workers-max-wait=90s",
                "--on-worker-loss=rebalance",
                "--advertise=$(POD_IP)",
                "--cluster-certificate=/cluster/cluster.pem",
            },
            master.Arguments.ToHashSet(StringComparer.Ordinal)
        );
        Assert.Equal(
            [
                "--worker",
                "--master-host=demo-batch-load-test-master",
                "--master-wait=90s",
                "--advertise=$(POD_IP)",
                "--cluster-certificate=/cluster/cluster.pem",
                "--results=/results",
            ],
            workers.Arguments
        );
        Assert.Equal("None", service["clusterIP"]!.GetValue<string>());
        Assert.True(service["publishNotReadyAddresses"]!.GetValue<bool>());
        Assert.Equal(5557, service["ports"]![0]!["port"]!.GetValue<int>());
    }

    // No account and no shared disk: what workers need beside the program is the address of their master and the Secret.
    [Fact]
    public async Task Workers_HaveNoAccount_AndNoClaim()
    {
        var (_, workers) = Jobs(await ObjectsAsync("cluster.existingSecret=mine"));
        var pod = workers.PodSpec!;

        Assert.Equal(
            ["POD_IP", "BATCH_LOAD_TEST_CLUSTER_TOKEN"],
            pod["containers"]![0]!["env"]!.AsArray().Select(each => each!["name"]!.GetValue<string>())
        );
        Assert.All(pod["volumes"]!.AsArray(), each => Assert.Null(each!["persistentVolumeClaim"]));
        Assert.Contains(
            pod["volumes"]!.AsArray(),
            each => each!["secret"]?["secretName"]?.GetValue<string>() == "mine"
        );
    }

    [Fact]
    public async Task Proxy_IsTheWorkersToo()
    {
        const string Host = "target.host=http://service,workers=2";
        var (_, open) = Jobs(await HelmChart.ObjectsAsync("--set", $"{Host},target.proxy=http://proxy:3128"));
        var (_, secret) = Jobs(await HelmChart.ObjectsAsync("--set", $"{Host},target.existingProxySecret=mine"));

        Assert.Contains("--proxy=http://proxy:3128", open.Arguments);
        Assert.Contains(
            secret.PodSpec!["containers"]![0]!["env"]!.AsArray(),
            each => each!["name"]!.GetValue<string>() == "BATCH_LOAD_TEST_PROXY"
        );
    }

    [Fact]
    public async Task LostWorker_IsReplaced_EvictedMasterIsNot()
    {
        var (master, workers) = Jobs(await ObjectsAsync("profile=smoke"));

        Assert.Equal(["FailJob", "FailJob"], Actions(master));
        Assert.Equal(0, master.Json["spec"]!["backoffLimit"]!.GetValue<int>());
        // One that cannot go on must not end the others, as it would with a limit of the whole Job.
        Assert.Equal(["Ignore", "FailIndex"], Actions(workers));
        Assert.Equal(3, workers.Json["spec"]!["backoffLimitPerIndex"]!.GetValue<int>());
        Assert.Null(workers.Json["spec"]!["backoffLimit"]);
        Assert.Equal("Indexed", workers.Json["spec"]!["completionMode"]!.GetValue<string>());
        Assert.Equal(3, workers.Json["spec"]!["completions"]!.GetValue<int>());
        Assert.Equal(3, workers.Json["spec"]!["parallelism"]!.GetValue<int>());
    }

    // Both wait for each other; workers clean up after themselves, then the master after those that were lost.
    [Fact]
    public async Task Deadlines_HaveRoomForWaiting_AndForTwoCleanUps()
    {
        const int Grace = 30 + 60 + 30 + 60 + 10;
        const int Pod = 120 + 120 + Grace + 300 + 300;
        var (master, workers) = Jobs(await ObjectsAsync("profile=smoke"));

        Assert.All([master, workers], job => AssertPod(job.PodSpec!));
        Assert.Equal(Pod + Grace, master.Json["spec"]!["activeDeadlineSeconds"]!.GetValue<int>());
        Assert.Equal(Pod + Grace + 300, workers.Json["spec"]!["activeDeadlineSeconds"]!.GetValue<int>());

        static void AssertPod(JsonObject pod)
        {
            Assert.Equal(Grace, pod["terminationGracePeriodSeconds"]!.GetValue<int>());
            Assert.Equal(Pod, pod["activeDeadlineSeconds"]!.GetValue<int>());
        }
    }

    [Theory]
    [InlineData("mode=cronjob", "CronJob", "run")]
    [InlineData("mode=deployment", "Deployment", "page")]
    public async Task Workers_OfEachMode_AreOfTheKindOfTheirMaster(string set, string kind, string component)
    {
        var objects = await ObjectsAsync(set);
        var pair = objects
            .Where(each => each.Kind == kind && !each.Name.EndsWith("-mock", StringComparison.Ordinal))
            .OrderBy(each => each.Name.Length)
            .ToList();
        var service = objects.Single(each => each.Name.EndsWith("-master", StringComparison.Ordinal));

        Assert.Equal(["demo-batch-load-test", "demo-batch-load-test-workers"], pair.Select(each => each.Name));
        Assert.Contains("--master", pair[0].Arguments);
        Assert.Contains("--worker", pair[1].Arguments);
        Assert.Equal(component, service.Json["spec"]!["selector"]!["app.kubernetes.io/component"]!.GetValue<string>());
    }

    // The ports of workers are free ones: all of them are open, between master and workers alone.
    [Theory]
    [InlineData("mode=job", "run")]
    [InlineData("mode=deployment", "page")]
    public async Task NetworkPolicy_LetsMasterAndWorkersReachEachOther(string set, string component)
    {
        var objects = await ObjectsAsync($"{set},networkPolicy.egress[0].ports[0].port=53");
        foreach (var name in new[] { component, "worker" })
        {
            var policy = objects
                .Single(each => each.Kind == "NetworkPolicy" && each.Name == $"demo-batch-load-test-{name}")
                .Json["spec"]!;

            Assert.Equal([component, "worker"], Components(policy["ingress"]!.AsArray()[^1]!["from"]!));
            Assert.Equal([component, "worker"], Components(policy["egress"]!.AsArray()[^1]!["to"]!));
            Assert.Equal(53, policy["egress"]![0]!["ports"]![0]!["port"]!.GetValue<int>());
        }

        static IEnumerable<string> Components(JsonNode peers) =>
            peers[0]!["podSelector"]!["matchExpressions"]![0]!["values"]!
                .AsArray()
                .Select(each => each!.GetValue<string>());
    }

    [Fact]
    public async Task NoWorkers_NothingOfACluster()
    {
        var objects = await HelmChart.ObjectsAsync("--set", "mock.enabled=true,doNotDisrupt=false");

        Assert.DoesNotContain(objects, each => each.Json.ToJsonString().Contains("cluster", StringComparison.Ordinal));
        Assert.DoesNotContain(objects, each => each.Json.ToJsonString().Contains("worker", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Actions(KubernetesObject job) =>
        job.Json["spec"]!["podFailurePolicy"]!["rules"]!.AsArray().Select(each => each!["action"]!.GetValue<string>());

    private static (KubernetesObject Master, KubernetesObject Workers) Jobs(IReadOnlyList<KubernetesObject> objects)
    {
        var jobs = objects.Where(each => each.Kind == "Job").OrderBy(each => each.Name.Length).ToList();
        Assert.Equal(2, jobs.Count);
        return (jobs[0], jobs[1]);
    }

    private static Task<IReadOnlyList<KubernetesObject>> ObjectsAsync(string set) =>
        HelmChart.ObjectsAsync("--set", $"mock.enabled=true,workers=3,{set}");
}
