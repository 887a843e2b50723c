using BatchLoadTest.Commands;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using Microsoft.Extensions.Configuration;

namespace BatchLoadTest.Tests.Support.CommandLine;

/// <summary>The whole command line with a folder, variables and writers of its own, and commands that only keep their settings.</summary>
public sealed class CommandLineHarness : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("batch-load-test-");
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public CommandLineHarness()
    {
        WorkingDirectory = folder.CreateSubdirectory("work").FullName;
        ProgramDirectory = folder.CreateSubdirectory("program").FullName;
    }

    public Dictionary<string, string?> Variables { get; } = [];

    public string WorkingDirectory { get; }

    public string ProgramDirectory { get; }

    public Func<RunSettings, CancellationToken, Task<int>> OnRun { get; set; } =
        (_, _) => Task.FromResult(ExitCodes.Success);

    public RunSettings? Run { get; private set; }

    public MockServerOptions? Mock { get; private set; }

    public ReportSettings? Report { get; private set; }

    public CompareSettings? Compare { get; private set; }

    public HealthSettings? Health { get; private set; }

    internal CheckSettings? Check { get; private set; }

    /// <summary>The settings that a worker got; null where there was none.</summary>
    public WorkerSettings? Worker { get; private set; }

    public string Output => output.ToString();

    public string Error => error.ToString();

    /// <summary>The lines of standard error that begin with "error: ".</summary>
    public IReadOnlyList<string> Errors => Lines("error: ");

    /// <summary>The lines of standard error that begin with "warning: ".</summary>
    public IReadOnlyList<string> Warnings => Lines("warning: ");

    public async Task<int> InvokeAsync(params string[] args)
    {
        Run = null;
        Worker = null;
        Mock = null;
        Report = null;
        Compare = null;
        Health = null;
        Check = null;
        error.GetStringBuilder().Clear();
        output.GetStringBuilder().Clear();
        var app = new CommandLineApp(
            Commands(),
            new()
            {
                Variables = new ConfigurationBuilder().AddInMemoryCollection(Variables).Build(),
                Variable = name => Variables.GetValueOrDefault(name),
                Output = output,
                Error = error,
                WorkingDirectory = WorkingDirectory,
                ProgramDirectory = ProgramDirectory,
            }
        );
        return await app.InvokeAsync(args, TestContext.Current.CancellationToken);
    }

    /// <summary>Runs against a host, so that a test names only the options that it is about.</summary>
    public async Task<RunSettings> RunAsync(params string[] args)
    {
        var code = await InvokeAsync(["--host", "https://target.example", .. args]);
        Assert.True(code == ExitCodes.Success, Error);
        return Run!;
    }

    /// <summary>Runs against a host and expects exactly one error.</summary>
    public async Task<string> ErrorAsync(params string[] args)
    {
        var code = await InvokeAsync(["--host", "https://target.example", .. args]);
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Null(Run);
        return Assert.Single(Errors);
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(WorkingDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        output.Dispose();
        error.Dispose();
    }

    private CommandDefinition[] Commands() =>
        [
            RunCommand.Definition with
            {
                Run = (request, token) =>
                {
                    (Run, Worker) = (request.Run, request.Worker);
                    return Run is { } settings ? OnRun(settings, token) : Task.FromResult(0);
                },
            },
            CapacityCommand.Definition with
            {
                Run = (settings, token) =>
                {
                    Run = settings;
                    return OnRun(settings, token);
                },
            },
            MockCommand.Definition with
            {
                Run = Keep<MockServerOptions>(settings => Mock = settings),
            },
            ReportCommand.Definition with
            {
                Run = Keep<ReportSettings>(settings => Report = settings),
            },
            CompareCommand.Definition with
            {
                Run = Keep<CompareSettings>(settings => Compare = settings),
            },
            HealthCommand.Definition with
            {
                Run = Keep<HealthSettings>(settings => Health = settings),
            },
            CheckCommand.Definition with
            {
                Run = Keep<CheckRequest>(request => Check = request.Check),
            },
            CertificateCommand.Definition with
            {
                Run = Keep<string>(_ => { }),
            },
        ];

    private static Func<T, CancellationToken, Task<int>> Keep<T>(Action<T> keep) =>
        (settings, _) =>
        {
            keep(settings);
            return Task.FromResult(ExitCodes.Success);
        };

    private string[] Lines(string prefix) =>
        [
            .. Error
                .Split('\n')
                .Where(line => line.StartsWith(prefix, StringComparison.Ordinal))
                .Select(line => line[prefix.Length..]),
        ];
}
