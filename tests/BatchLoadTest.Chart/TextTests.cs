using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Chart;

/// <summary>Names, texts and numbers reach the cluster as a person wrote them.</summary>
[Trait("needs", "helm")]
public sealed class TextTests
{
    [Fact]
    public async Task Numbers_OfAValuesFile_HaveNoExponent()
    {
        var job = await JobOfFileAsync(
            """
            run: {tags: {build: 20261124, green: true}}
            load: {runTime: 1000000, stopTimeout: 2000000}
            data: {source: generated, generateRequests: 3000000, generateBytes: 1000000, maxLine: 64000000}
            """
        );

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "--tag=build=20261124",
                "--tag=green=true",
                "--run-time=1000000",
                "--stop-timeout=2000000",
                "--generate-requests=3000000",
                "--generate-bytes=1000000",
                "--max-line=64000000",
            },
            job.Arguments.ToHashSet(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Texts_ThatLookLikeSomethingElse_StayTexts()
    {
        using var folder = new TemporaryFolder();
        var values = folder.Write(
            "values.yaml",
            """
            target: {host: "http://service:3001"}
            image: {pullSecrets: ["123", {name: "true"}]}
            auth: {existingSecret: "42", passwordKey: "1e5"}
            data: {source: claim, existingClaim: "7", file: "my #1.jsonl"}
            results: {existingClaim: "8"}
            priorityClassName: "yes"
            serviceAccount: {create: false, name: "9"}
            """
        );
        var objects = await ObjectsOfAsync("2024", "-f", values);

        Assert.Equal("", await HelmChart.ValidateAsync(objects));
        var job = objects.Single(each => each.Kind == "Job");
        Assert.Equal("r-2024-batch-load-test-r1", job.Name);
        Assert.Contains("--test-data=/data/my #1.jsonl", job.Arguments);
    }

    [Fact]
    public async Task LongNamesThatDifferAtTheEnd_StayDifferent()
    {
        var names = new List<string>();
        foreach (
            var release in new[] { "nightly-eu-west-1-control-plane-a", "nightly-eu-west-1-control-plane-b", "my.app" }
        )
        {
            var objects = await ObjectsOfAsync(release, "--set", "mock.enabled=true");
            names.Add(objects.Single(each => each.Kind == "Service").Name);
        }

        Assert.Equal(3, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9-]*[a-z0-9]$", name));
    }

    // It is for releases that are gone, whose values nobody has any more.
    [Fact]
    public void PodOfTheReadmeThatFetches_HasTheResourcesOfTheNotesOwn()
    {
        var readme = RepositoryFiles.Read($"{HelmChart.Folder}/README.md");
        var line = readme
            .Split('\n')
            .Single(each => each.TrimStart().StartsWith("resources: {", StringComparison.Ordinal));
        var values = KubernetesObject.Parse(RepositoryFiles.Read($"{HelmChart.Folder}/values.yaml"))!;

        Assert.Equal(
            values["fetchResources"]!.ToJsonString(),
            KubernetesObject.Parse(line)!["resources"]!.ToJsonString()
        );
    }

    // Without these the cluster's own security decides, as on OpenShift.
    [Fact]
    public async Task SecurityContext_NullMembers_AreLeftOut()
    {
        var job = await JobOfFileAsync("podSecurityContext: {runAsUser: null, runAsGroup: null, fsGroup: null}");

        Assert.Null(job.PodSpec!["securityContext"]!["runAsUser"]);
        Assert.True(job.PodSpec["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
    }

    // Of a Job with indexes the names of its hosts, which add the index to the Job's, have to be short enough too.
    [Theory]
    [InlineData("workers=1000,load.users=1000")]
    [InlineData("workers=1000,load.users=1000,mode=cronjob")]
    [InlineData("workers=1000,load.users=1000,mode=deployment")]
    public async Task LongReleaseName_NamesStayShortEnough(string set)
    {
        var objects = await ObjectsOfAsync(
            new string('a', 53),
            "--set",
            $"mock.enabled=true,run.id=abcdefghijklmnopqrst,{set}"
        );
        ChartRules.Check(objects);
        // A CronJob adds a dash and the minute to the names of its Jobs.
        Assert.All(
            objects.Where(each => each.Json["spec"]?["completions"] is not null || each.Kind == "CronJob"),
            each => Assert.True(each.Name.Length + (each.Kind == "CronJob" ? 9 : 0) + "-999".Length <= 63, each.Name)
        );
    }

    private static async Task<KubernetesObject> JobOfFileAsync(string values)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("values.yaml", $"target: {{host: \"http://service:3001\"}}\n{values}\n");
        return (await HelmChart.ObjectsAsync("-f", file)).Single(each => each.Kind == "Job");
    }

    private static async Task<IReadOnlyList<KubernetesObject>> ObjectsOfAsync(string release, params string[] values)
    {
        string[] arguments = ["template", release, HelmChart.ChartPath, "--kube-version", "1.34.0", .. values];
        var result = await HelmChart.HelmAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return KubernetesObject.ReadAll(result.Output);
    }
}
