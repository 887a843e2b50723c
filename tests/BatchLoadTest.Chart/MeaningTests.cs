using System.Text.Json.Nodes;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Chart;

/// <summary>What a person wants with values is what the pods are told.</summary>
[Trait("needs", "helm")]
public sealed class MeaningTests
{
    [Fact]
    public async Task Profile_WithExplicitUsers_ExplicitWins()
    {
        var arguments = (await JobAsync("profile=stress,load.users=3")).Arguments;

        Assert.Contains("--profile=stress", arguments);
        Assert.Contains("--users=3", arguments);
        Assert.DoesNotContain(arguments, each => each.StartsWith("--run-time", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("profile=smoke", 120, 120, 120 + 300)]
    [InlineData("load.runTime=1h30m", 5400, 120, 120 + 300)]
    [InlineData("load.runTime=1500ms,load.stopTimeout=0,load.cleanUpTimeout=10s,target.waitFor=0s", 2, 40, 300)]
    [InlineData("load.runTime=5s,job.startTimeout=20s", 5, 120, 120 + 20)]
    public async Task Deadlines_FollowRunTimeAndTimeOuts_WithRoomForAReplacement(
        string set,
        int run,
        int grace,
        int waiting
    )
    {
        var job = await JobAsync(set);

        Assert.Equal(run + grace + waiting, job.PodSpec!["activeDeadlineSeconds"]!.GetValue<int>());
        Assert.Equal((2 * (run + grace)) + waiting, job.Json["spec"]!["activeDeadlineSeconds"]!.GetValue<int>());
    }

    [Fact]
    public async Task Deadline_Given_IsTheJobs() =>
        Assert.Equal(
            5,
            (await JobAsync("job.activeDeadlineSeconds=5")).Json["spec"]!["activeDeadlineSeconds"]!.GetValue<int>()
        );

    // What renders again and again, as Argo CD does, must not change what it rendered.
    [Theory]
    [InlineData("run.id=nightly")]
    [InlineData("run.id=nightly,workers=3,cluster.existingSecret=mine")]
    [InlineData("mode=deployment,page.token=secret")]
    public async Task Rendered_Twice_WithWhatTheReadmeAsksFor_IsTheSame(string set)
    {
        var first = await HelmChart.TemplateAsync("1.34.0", "--set", $"mock.enabled=true,{set}");
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        var second = await HelmChart.TemplateAsync("1.34.0", "--set", $"mock.enabled=true,{set}");

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Equal(first.Output, second.Output);
    }

    [Theory]
    [InlineData("", "/", null)]
    [InlineData(",page.basePath=/team/loadtest", "/team/loadtest", "--web-base-path=/team/loadtest")]
    public async Task PathOfThePage_IsThatOfIngressAndRoute_AndProbesStayAtTheRoot(
        string set,
        string path,
        string? argument
    )
    {
        var objects = await HelmChart.ObjectsAsync(
            "--set",
            "mode=deployment,target.host=http://service:3001,page.ingress.enabled=true,page.httpRoute.enabled=true,"
                + $"page.httpRoute.parentRefs[0].name=public,page.allowedHosts[0]=load.example.com{set}"
        );
        var container = objects.Select(each => each.PodSpec).OfType<JsonObject>().First()["containers"]![0]!;
        var arguments = container["args"]!.AsArray().Select(each => $"{each}").ToList();

        Assert.Contains("--web-allowed-host=load.example.com", arguments);
        Assert.Equal(argument, arguments.Find(each => each.StartsWith("--web-base-path", StringComparison.Ordinal)));
        Assert.Equal(path, $"{Rule("Ingress")["http"]!["paths"]![0]!["path"]}");
        Assert.Equal(path, $"{Rule("HTTPRoute")["matches"]![0]!["path"]!["value"]}");
        Assert.Equal("/healthz", $"{container["livenessProbe"]!["httpGet"]!["path"]}");

        JsonNode Rule(string kind) => objects.First(each => each.Kind == kind).Json["spec"]!["rules"]![0]!;
    }

    [Fact]
    public async Task ExtraVolumes_ReachRunPageAndTest()
    {
        const string Set =
            "target.host=https://service,extraVolumes[0].name=ca,extraVolumes[0].configMap.name=mine,"
            + "extraVolumeMounts[0].name=ca,extraVolumeMounts[0].mountPath=/ca,extraArgs[0]=--ca-cert=/ca/ca.crt";
        foreach (var mode in new[] { "job", "deployment", "cronjob" })
        {
            var pods = (await HelmChart.ObjectsAsync("--set", $"{Set},mode={mode}"))
                .Select(each => each.PodSpec)
                .OfType<JsonObject>()
                .ToList();
            Assert.Equal(2, pods.Count);
            Assert.All(
                pods,
                pod =>
                {
                    Assert.Contains(pod["volumes"]!.AsArray(), each => each!["name"]!.GetValue<string>() == "ca");
                    Assert.Contains(
                        pod["containers"]![0]!["volumeMounts"]!.AsArray(),
                        each => each!["mountPath"]!.GetValue<string>() == "/ca"
                    );
                }
            );
        }
    }

    // Arguments are shown by every list of processes, so that a password comes another way; the mock asks nobody.
    [Fact]
    public async Task Proxy_OfASecret_ReachesRunPageAndTestAsAVariable()
    {
        foreach (var mode in new[] { "job", "deployment", "cronjob" })
        {
            var objects = await HelmChart.ObjectsAsync(
                "--set",
                $"target.host=http://service,target.existingProxySecret=mine,target.proxyKey=url,mode={mode}"
            );
            var pods = objects.Where(each => each.PodSpec is not null).ToList();

            Assert.Equal(2, pods.Count);
            Assert.All(pods, pod => Assert.Equal(("mine", "url"), ProxyOf(pod)));
            Assert.All(pods, pod => Assert.DoesNotContain(pod.Arguments, IsOf("--proxy")));
        }
    }

    [Fact]
    public async Task ProxyCookiesAndLongestLine_AreTheProgramsUnlessGiven()
    {
        var given = (await JobAsync("target.proxy=none,target.cookies=false,data.maxLine=64MB")).Arguments;
        var job = await JobAsync("profile=smoke");

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "--proxy=none", "--cookies=off", "--max-line=64MB" },
            given.ToHashSet(StringComparer.Ordinal)
        );
        Assert.Null(ProxyOf(job));
        Assert.DoesNotContain(job.Arguments, IsOf("--proxy"));
        Assert.DoesNotContain(job.Arguments, IsOf("--cookies"));
        Assert.DoesNotContain(job.Arguments, IsOf("--max-line"));
    }

    [Theory]
    [InlineData("smoke")]
    [InlineData("load")]
    [InlineData("stress")]
    [InlineData("spike")]
    [InlineData("soak")]
    public async Task Profile_IsTheProgramsOwn(string name)
    {
        using var line = new CommandLineHarness();
        var plan = (await line.RunAsync("--headless", "--profile", name)).Load;
        var job = await JobAsync($"profile={name},target.waitFor=0s,load.stopTimeout=0,load.cleanUpTimeout=0");
        Assert.Equal(
            plan.RunTime!.Value.TotalSeconds + 30 + 300,
            job.PodSpec!["activeDeadlineSeconds"]!.GetValue<int>()
        );
    }

    [Fact]
    public async Task Deadline_WithoutRunTime_IsNotInvented()
    {
        var job = await JobAsync("profile=,load.iterations=3");

        Assert.Null(job.Json["spec"]!["activeDeadlineSeconds"]);
        Assert.Null(job.PodSpec!["activeDeadlineSeconds"]);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("3600", 3600)]
    public async Task TimeToLive_ZeroIsNotNothing(string given, int seconds)
    {
        var job = await JobAsync($"job.ttlSecondsAfterFinished={given}");

        Assert.Equal(seconds, job.Json["spec"]!["ttlSecondsAfterFinished"]!.GetValue<int>());
        Assert.Null((await JobAsync("profile=smoke")).Json["spec"]!["ttlSecondsAfterFinished"]);
    }

    [Fact]
    public async Task Thresholds_SmallShares_AreWrittenWithoutExponent()
    {
        var arguments = (await JobAsync("thresholds.errorRate=0.00001,thresholds.p95Ms=2500000")).Arguments;

        Assert.Contains("--error-rate-threshold=0.00001", arguments);
        Assert.Contains("--p95-threshold-ms=2500000", arguments);
    }

    [Fact]
    public async Task FailedThreshold_FailsTheJob_EvictionDoesNot()
    {
        var rules = (await JobAsync("profile=smoke")).Json["spec"]!["podFailurePolicy"]!["rules"]!.AsArray();

        Assert.Equal("Ignore", rules[0]!["action"]!.GetValue<string>());
        Assert.Equal("DisruptionTarget", rules[0]!["onPodConditions"]![0]!["type"]!.GetValue<string>());
        Assert.Equal("FailJob", rules[1]!["action"]!.GetValue<string>());
        Assert.Equal(
            ExitCodes.Meanings.Select(code => code.Key).Where(code => code is > 0 and < 128).Order(),
            rules[1]!["onExitCodes"]!["values"]!.AsArray().Select(each => each!.GetValue<int>())
        );
    }

    [Theory]
    [InlineData("image", "/test_data")]
    [InlineData("generated", "/test_data")]
    [InlineData("configMap", "/data")]
    public async Task Classes_AreOptionsWithFilesOfTheSource(string source, string folder)
    {
        var arguments = (
            await JobAsync(
                $"data.source={source},data.existingConfigMap=mine,load.classes[0].name=small,"
                    + "load.classes[0].data=a.jsonl,load.classes[0].weight=2.5,load.classes[1].name=big,"
                    + "load.classes[1].generate=20000x2KB,load.classes[1].window=1h,"
                    + "load.classes[1].threshold[0]=batch.attained >= 99%,load.classes[1].threshold[1]=p95 < 1s"
            )
        ).Arguments;

        Assert.Equal(
            [
                $"--class=name=small,data={folder}/a.jsonl,weight=2.5",
                "--class=name=big,generate=20000x2KB,window=1h,threshold=batch.attained >= 99%,threshold=p95 < 1s",
            ],
            arguments.Where(each => IsOf("--class")(each))
        );
    }

    [Fact]
    public async Task Budget_IsNoneUnlessGiven()
    {
        var given = (await JobAsync("load.maxRows=5000000,load.maxTokens=20,load.maxCost=0.05")).Arguments;
        var job = await JobAsync("profile=smoke");

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "--max-rows=5000000", "--max-tokens=20", "--max-cost=0.05" },
            given.ToHashSet(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(job.Arguments, each => each.StartsWith("--max-", StringComparison.Ordinal));
        Assert.DoesNotContain(job.Arguments, IsOf("--class"));
    }

    [Fact]
    public async Task Mock_IsWhatTheTestIsPointedAt()
    {
        var objects = await HelmChart.ObjectsAsync("--set", "mock.enabled=true");
        var service = objects.Single(each => each.Kind == "Service");

        Assert.Contains($"--host=http://{service.Name}:3001", objects.Single(each => each.Kind == "Job").Arguments);
    }

    // Which key of which Secret holds the proxy's address; null for none.
    private static (string Secret, string Key)? ProxyOf(KubernetesObject pod) =>
        pod.PodSpec!["containers"]![0]!["env"]!
            .AsArray()
            .Where(each => each!["name"]!.GetValue<string>() == "BATCH_LOAD_TEST_PROXY")
            .Select(each => each!["valueFrom"]!["secretKeyRef"]!)
            .Select(key => ((string, string)?)(key["name"]!.GetValue<string>(), key["key"]!.GetValue<string>()))
            .SingleOrDefault();

    private static Predicate<string> IsOf(string option) =>
        argument => argument.StartsWith($"{option}=", StringComparison.Ordinal);

    private static async Task<KubernetesObject> JobAsync(string set) =>
        (await HelmChart.ObjectsAsync("--set", $"target.host=http://service:3001,{set}")).Single(each =>
            each.Kind == "Job"
        );
}
