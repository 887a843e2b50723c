using System.Diagnostics;
using System.Text;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Chart;

/// <summary>The chart as helm reads it; helm and its companions come from <c>tests/tools</c>.</summary>
internal static class HelmChart
{
    public const string Folder = "charts/batch-load-test";

    private static readonly string Tools = Path.Combine(RepositoryFiles.Root, "tests", "tools");

    /// <summary>Renders for one version of Kubernetes; the settings are helm's own arguments.</summary>
    public static Task<HelmResult> TemplateAsync(string kubernetes, params string[] arguments) =>
        HelmAsync(["template", "demo", ChartPath, "--kube-version", kubernetes, .. arguments]);

    /// <summary>The objects of a rendering that has to succeed.</summary>
    public static async Task<IReadOnlyList<KubernetesObject>> ObjectsAsync(params string[] arguments)
    {
        var result = await TemplateAsync("1.34.0", arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return KubernetesObject.ReadAll(result.Output);
    }

    public static string ChartPath => Path.Combine(RepositoryFiles.Root, Folder);

    public static Task<HelmResult> HelmAsync(params string[] arguments) =>
        HelmOfClusterAsync("/nonexistent", arguments);

    /// <summary>Runs helm against the cluster of a configuration.</summary>
    public static async Task<HelmResult> HelmOfClusterAsync(string kubeConfig, params string[] arguments)
    {
        var helm = InstalledParts.Helm;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(helm, File.GetUnixFileMode(helm) | UnixFileMode.UserExecute);
        }

        using var home = new TemporaryFolder();
        return await RunAsync(
            helm,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HELM_CACHE_HOME"] = Path.Combine(home.Path, "cache"),
                ["HELM_CONFIG_HOME"] = Path.Combine(home.Path, "config"),
                ["HELM_DATA_HOME"] = Path.Combine(home.Path, "data"),
                ["KUBECONFIG"] = kubeConfig,
            },
            input: null,
            arguments
        );
    }

    /// <summary>What the models of Kubernetes' objects find wrong; empty for nothing.</summary>
    public static async Task<string> ValidateAsync(IReadOnlyList<KubernetesObject> objects)
    {
        var node = InstalledParts.Command("node")!;
        var json = "[" + string.Join(",", objects.Select(each => each.Json.ToJsonString())) + "]";
        var result = await RunAsync(node, [], json, Path.Combine(Tools, "validate.mjs"));
        return result.ExitCode == 0 ? "" : result.Output + result.Error;
    }

    /// <summary>Runs a program to its end.</summary>
    public static Task<HelmResult> RunAsync(
        string program,
        Dictionary<string, string> environment,
        string? input,
        params string[] arguments
    ) => RunInAsync(Directory.GetCurrentDirectory(), program, environment, input, arguments);

    /// <summary>Runs a program to its end, in a folder.</summary>
    public static async Task<HelmResult> RunInAsync(
        string folder,
        string program,
        Dictionary<string, string> environment,
        string? input,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new HelmResult(process.ExitCode, await output, await error);
    }
}
