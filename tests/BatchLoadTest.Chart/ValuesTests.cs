using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BatchLoadTest.Chart;

/// <summary>Values, their schema and their table in the chart's README say the same; wrong values are explained.</summary>
public sealed partial class ValuesTests
{
    // Lists and maps of the person's own, whose members the chart does not know.
    private static readonly string[] Open =
    [
        "mock.resources",
        "resources",
        "workerResources",
        "fetchResources",
        "podSecurityContext",
        "containerSecurityContext",
    ];

    [Fact]
    public void Values_SchemaAndReadme_HaveTheSameNames()
    {
        var values = Leaves(KubernetesObject.Parse(RepositoryFiles.Read($"{HelmChart.Folder}/values.yaml"))!, "")
            .Order(StringComparer.Ordinal)
            .ToList();
        var schema = SchemaLeaves(JsonNode.Parse(RepositoryFiles.Read($"{HelmChart.Folder}/values.schema.json"))!, "")
            .Where(name => name != "global")
            .Order(StringComparer.Ordinal);
        var readme = Row()
            .Matches(RepositoryFiles.Read($"{HelmChart.Folder}/README.md"))
            .SelectMany(row => Name().Matches(row.Groups["names"].Value))
            .Select(name => name.Groups["name"].Value)
            .Order(StringComparer.Ordinal);

        Assert.Equal(values, schema);
        Assert.Equal(values, readme);
    }

    [Theory]
    [InlineData("", "target.host: give the service's address")]
    [InlineData("target.host=http://a,mock.enabled=true", "leave one of them out")]
    [InlineData("target.host=service", "target.host: \"service\" is no address")]
    [InlineData("target.host=http://a/ai/v1", "paths go to target.apiBase")]
    [InlineData(
        "target.host=http://a,target.proxy=http://me:secret@proxy:3128",
        "name that in target.existingProxySecret"
    )]
    [InlineData("target.host=http://a,target.proxy=ftp://proxy", "target.proxy: \"ftp://proxy\" is no proxy's address")]
    [InlineData("target.host=http://a,target.proxy=none,target.existingProxySecret=mine", "both give the proxy")]
    [InlineData("target.host=http://a,target.cookies=off", "target.cookies: Invalid type. Expected: boolean")]
    [InlineData("mock.enabled=true,extraArgs[0]=--cookies=off", "set target.cookies")]
    [InlineData("mock.enabled=true,mode=deployment,page.basePath=loadtest", "page.basePath: Does not match pattern")]
    [InlineData("mock.enabled=true,mode=deployment,extraArgs[0]=--web-base-path=/a", "set page.basePath")]
    [InlineData("mock.enabled=true,mode=jobb", "mode must be one of the following")]
    [InlineData("mock.enabled=true,load.userz=3", "load: Additional property userz is not allowed")]
    [InlineData(
        "mock.enabled=true,load.users=ten",
        "load.users: Invalid type. Expected: [integer,null], given: string"
    )]
    [InlineData("mock.enabled=true,load.users=0", "load.users: Must be greater than or equal to 1")]
    [InlineData("mock.enabled=true,load.runTime=5 minutes", "load.runTime: \"5 minutes\" is no duration")]
    [InlineData("mock.enabled=true,load.stopTimeout=soon", "load.stopTimeout: \"soon\" is no duration")]
    [InlineData("mock.enabled=true,profile=", "a run in a Job needs an end")]
    [InlineData("mock.enabled=true,profile=heavy", "profile must be one of the following")]
    [InlineData("mock.enabled=true,auth.type=apiKey", "type apiKey needs auth.apiKey")]
    [InlineData("mock.enabled=true,auth.apiKey=sk-1", "not used with auth.type basic")]
    [InlineData("mock.enabled=true,data.source=inline", "data.inline: empty")]
    [InlineData("mock.enabled=true,data.source=inline,data.inline.a=b", "is not in data.inline, which has a")]
    [InlineData("mock.enabled=true,data.source=chart", "is not among the chart's files")]
    [InlineData(
        "mock.enabled=true,data.source=inline,data.inline.a=b,data.file=a,load.classes[0].name=x,load.classes[0].data=c",
        "load.classes: data of x: \"c\" is not in data.inline, which has a"
    )]
    [InlineData("mock.enabled=true,load.classes[0].weight=1", "load.classes.0: name is required")]
    [InlineData(
        "mock.enabled=true,load.classes[0].name=a,load.classes[0].endpoint=foo",
        "load.classes.0.endpoint: Does not match pattern"
    )]
    [InlineData(
        "mock.enabled=true,load.classes[0].name=a,load.classes[1].name=A",
        "load.classes: two have the name A; case makes no difference"
    )]
    [InlineData(
        "mock.enabled=true,load.classes[0].name=a,load.classes[0].data=b,load.classes[0].generate=5",
        "load.classes: a has data and generate"
    )]
    [InlineData(
        "mock.enabled=true,load.classes[0].name=a,load.classes[0].weight=1,load.classes[0].rate=5/s",
        "load.classes: a has weight and rate"
    )]
    [InlineData(
        "mock.enabled=true,load.classes[0].name=a,load.classes[0].weight=0.0",
        "load.classes: weight of a: \"0.0\" must be a number above 0"
    )]
    [InlineData("mock.enabled=true,load.maxCost=0.5.0", "load.maxCost: \"0.5.0\" must be a number above 0")]
    [InlineData("mock.enabled=true,extraArgs[0]=--max-rows=5", "set load.maxRows")]
    [InlineData("mock.enabled=true,data.source=configMap", "data.existingConfigMap: needed")]
    [InlineData("mock.enabled=true,data.source=claim", "data.existingClaim: needed")]
    [InlineData("mock.enabled=true,parallelism=3,startDelay=60s", "parallelism, startDelay: gone; write workers: N")]
    [InlineData("mock.enabled=true,run.startAt=1764000000", "run.startAt: gone; write workers: N")]
    [InlineData("mock.enabled=true,workers=-1", "workers: Must be greater than or equal to 0")]
    [InlineData("mock.enabled=true,workers=2,cluster.waitFor=soon", "cluster.waitFor: \"soon\" is no duration")]
    [InlineData(
        "mock.enabled=true,workers=2,cluster.onWorkerLoss=cry",
        "cluster.onWorkerLoss must be one of the following"
    )]
    [InlineData("mock.enabled=true,workers=2,extraArgs[0]=--on-worker-loss=fail", "set cluster.onWorkerLoss")]
    [InlineData("mock.enabled=true,extraEnv[0].name=LOCUST_EXPECT_WORKERS", "set workers")]
    [InlineData(
        "target.host=http://a,workers=2,mode=cronjob,cronjob.concurrencyPolicy=Allow",
        "could join the master of another"
    )]
    [InlineData("mock.enabled=true,run.id=Nightly_Run", "must be 1 to 20 lower-case letters")]
    [InlineData(
        "mock.enabled=true,job.labels.app\\.kubernetes\\.io/name=a",
        "job.labels: the label app.kubernetes.io/name is set by the chart"
    )]
    [InlineData("mock.enabled=true,commonLabels.helm\\.sh/chart=a", "commonLabels: the label helm.sh/chart is set")]
    [InlineData("mock.enabled=true,podLabels.batch-load-test/run=a", "podLabels: the label batch-load-test/run is set")]
    [InlineData(
        "mock.enabled=true,page.podMonitor.labels.app\\.kubernetes\\.io/component=a",
        "page.podMonitor.labels: the label app.kubernetes.io/component is set"
    )]
    [InlineData(
        "mock.enabled=true,job.annotations.batch-load-test/run-hash=a",
        "job.annotations: the annotation batch-load-test/run-hash is the chart's own"
    )]
    [InlineData("mock.enabled=true,podAnnotations.checksum/data=a", "checksum/data is the chart's own")]
    [InlineData("mock.enabled=true,podAnnotations.helm\\.sh/hook=a", "helm.sh/hook is the chart's own")]
    [InlineData("mock.enabled=true,auth.usernameKey=a,auth.passwordKey=a", "user and password need a key each")]
    [InlineData(
        "mock.enabled=true,workers=1,cluster.certificateKey=a,cluster.tokenKey=a",
        "certificate and token need a key each"
    )]
    [InlineData(
        "mock.enabled=true,extraVolumes[0].name=results",
        "extraVolumes: the chart has a volume results itself"
    )]
    [InlineData("mock.enabled=true,image.digest=abc", "must be sha256:")]
    [InlineData("mock.enabled=true,extraArgs[0]=verify both", "extraArgs: \"verify both\" is no option")]
    [InlineData(
        "mock.enabled=true,extraArgs[0]=--run-time=1h",
        "extraArgs: the chart gives this option itself; set load.runTime"
    )]
    [InlineData("mock.enabled=true,extraArgs[0]=-u=1", "set load.users")]
    [InlineData(
        "mock.enabled=true,extraEnv[0].name=LOCUST_RUN_TIME",
        "extraEnv: the chart gives this option itself; set load.runTime"
    )]
    [InlineData("mock.enabled=true,extraEnv[0].name=BATCH_LOAD_TEST_HOST", "set target.host")]
    [InlineData("mock.enabled=true,extraEnv[0].name=P95_THRESHOLD_MS", "set thresholds.p95Ms")]
    [InlineData("mock.enabled=true,results.store=log,job.ttlSecondsAfterFinished=0", "removes the pod at once")]
    [InlineData("mock.enabled=true,auth.type=none", "none is not for the mock")]
    [InlineData("mock.enabled=true,load.runTime=0", "load.runTime: must be more than 0")]
    [InlineData("mock.enabled=true,fullnameOverride=My_App", "fullnameOverride: Does not match pattern")]
    [InlineData("mock.enabled=true,results.size=big", "results.size: Does not match pattern")]
    [InlineData(
        "target.host=http://a,mode=cronjob,cronjob.schedule=nightly",
        "cronjob.schedule: Does not match pattern"
    )]
    [InlineData("mock.enabled=true,mode=null", "mode is required")]
    [InlineData("mock.enabled=true,results.store=null", "results: store is required")]
    [InlineData("mock.enabled=true,target=null", "target is required")]
    [InlineData("mock.enabled=true,auth.password=", "auth.password: String length must be greater than or equal to 1")]
    [InlineData(
        "mock.enabled=true,thresholds.errorRate=1.2.3",
        "thresholds.errorRate: \"1.2.3\" must be a number, or off"
    )]
    [InlineData("mock.enabled=true,extraArgs[0]=--run-time:1h", "set load.runTime")]
    [InlineData("mock.enabled=true,extraArgs[0]=-u20", "set load.users")]
    [InlineData(
        "target.host=http://a,mode=cronjob,results.store=log,cronjob.failedJobsHistoryLimit=0",
        "cronjob: a history limit of 0"
    )]
    [InlineData(
        "target.host=http://a,mode=deployment,results.accessModes[0]=ReadWriteOncePod",
        "nobody could read the results"
    )]
    [InlineData("mock.enabled=true,data.source=inline,data.file=a b,data.inline.a b=x", "Does not match pattern")]
    [InlineData("mock.enabled=true,thresholds.p95Ms=fast", "thresholds.p95Ms: \"fast\" must be a number, or off")]
    [InlineData("mock.enabled=true,thresholds.errorRate=2", "thresholds.errorRate: Must be less than or equal to 1")]
    [Trait("needs", "helm")]
    public async Task WrongValue_IsExplained(string set, string words)
    {
        var result = await HelmChart.TemplateAsync("1.34.0", "--set", set);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OptionsThatTheChartGives_AreThoseThatItRefusesElsewhere()
    {
        var checks = RepositoryFiles.Read($"{HelmChart.Folder}/templates/_checks.tpl");
        var own = Own()
            .Matches(checks[checks.IndexOf("blt.ownOptions\" -}}", StringComparison.Ordinal)..])
            .Select(match => match.Groups["name"].Value)
            .ToList();
        var given = new[] { "_helpers.tpl", "_pods.tpl", "_workers.tpl", "deployment.yaml" }
            .Select(file => RepositoryFiles.Read($"{HelmChart.Folder}/templates/{file}"))
            .SelectMany(text => Given().Matches(text))
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal)
            // Repeatable: more of them do no harm.
            .Except(["tag", "threshold"], StringComparer.Ordinal)
            .ToList();
        using var line = new CommandLineHarness();
        await line.InvokeAsync("--help");

        Assert.Contains("host", given);
        Assert.Contains("expect-workers", given);
        Assert.Subset(own.ToHashSet(StringComparer.Ordinal), given.ToHashSet(StringComparer.Ordinal));
        Assert.All(own, name => Assert.Contains(AsHelpShows(name), line.Output, StringComparison.Ordinal));
    }

    private static string AsHelpShows(string name) =>
        name.Length == 1 ? $"-{name}, --"
        : char.IsUpper(name[0]) ? name
        : $"--{name}";

    private static IEnumerable<string> Leaves(JsonNode node, string path) =>
        node is JsonObject { Count: > 0 } map && !Open.Contains(path)
            ? map.SelectMany(each =>
                each.Value is JsonObject { Count: > 0 } child
                    ? Leaves(child, Join(path, each.Key))
                    : [Join(path, each.Key)]
            )
            : [path];

    private static IEnumerable<string> SchemaLeaves(JsonNode schema, string path) =>
        schema["properties"] is JsonObject members && !Open.Contains(path)
            // Those that are gone have true alone: a template refuses them in better words.
            ? members
                .Where(each => each.Value is JsonObject)
                .SelectMany(each => SchemaLeaves(each.Value!, Join(path, each.Key)))
            : [path];

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex(@"^\| (?<names>`[^|]+`) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("^(?<name>[A-Za-z0-9_-]+): ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Own();

    [GeneratedRegex("- (\\{\\{ printf \")?--(?<name>[a-z0-9-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Given();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
