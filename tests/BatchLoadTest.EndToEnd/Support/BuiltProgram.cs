using System.Diagnostics;
using System.Globalization;
using System.Text;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>The built program as its own process, as a person or a CI job starts it.</summary>
public sealed class BuiltProgram : IAsyncDisposable
{
    // Compiled ahead of time where the build could: see ReadyToRun.targets.
    private static readonly string Assembly = FindAssembly();

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly Lock gate = new();

    private BuiltProgram(Process process) => this.process = process;

    public string Output => Read(output);

    public string Error => Read(error);

    /// <summary>How it is started, for a test that reads its streams in its own way.</summary>
    public static ProcessStartInfo Info(
        string folder,
        IReadOnlyDictionary<string, string>? environment,
        params string[] args
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Assembly);
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        Isolate(start.Environment);
        // In hexadecimal. What is compiled ahead is compiled again after 30 calls: of runs of a few seconds that is half of all
        // they cost.
        start.Environment["DOTNET_TC_CallCountThreshold"] = "1000";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public static BuiltProgram Start(
        string folder,
        IReadOnlyDictionary<string, string>? environment,
        params string[] args
    ) => Start(Info(folder, environment, args));

    /// <summary>Starts it with a limit of open files, and waits for its end.</summary>
    public static async Task<ProgramResult> RunWithOpenFilesAsync(int limit, string folder, params string[] args)
    {
        var start = Info(folder, environment: null, args);
        string[] command = ["-c", $"ulimit -n {limit}; exec \"$0\" \"$@\"", start.FileName];
        start.FileName = "sh";
        for (var index = 0; index < command.Length; index++)
        {
            start.ArgumentList.Insert(index, command[index]);
        }

        await using var program = Start(start);
        return await program.EndAsync();
    }

    private static BuiltProgram Start(ProcessStartInfo start)
    {
        var program = new BuiltProgram(new Process { StartInfo = start });
        program.process.OutputDataReceived += (_, line) => program.Append(program.output, line.Data);
        program.process.ErrorDataReceived += (_, line) => program.Append(program.error, line.Data);
        program.process.Start();
        program.process.BeginOutputReadLine();
        program.process.BeginErrorReadLine();
        return program;
    }

    public static async Task<ProgramResult> RunAsync(
        string folder,
        IReadOnlyDictionary<string, string>? environment,
        params string[] args
    )
    {
        await using var program = Start(folder, environment, args);
        return await program.EndAsync();
    }

    /// <summary>
    /// A run with the mock inside, of which nobody but itself keeps count. One that this machine disturbed says so, and says
    /// nothing of the service: it is made again.
    /// </summary>
    public static async Task<ProgramResult> RunUndisturbedAsync(
        string folder,
        IReadOnlyDictionary<string, string>? environment,
        params string[] args
    )
    {
        const int Tries = 3;
        for (var attempt = 1; ; attempt++)
        {
            var result = await RunAsync(folder, environment, args);
            if (attempt == Tries || !WasDisturbed(result))
            {
                return result;
            }
        }
    }

    /// <summary>Waits until the output holds a text.</summary>
    public async Task SaysAsync(string text)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!Output.Contains(text, StringComparison.Ordinal) && !Error.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(process.HasExited, $"ended before it said '{text}':\n{Output}\n{Error}");
            Assert.True(
                TimeProvider.System.GetElapsedTime(deadline) < Eventually.Patience,
                $"never said '{text}':\n{Output}"
            );
            await Task.Delay(20);
        }
    }

    /// <summary>Its descriptors that lead to a path.</summary>
    public int OpenFiles(string path) =>
        Directory
            .EnumerateFiles($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/fd")
            .Count(file => new FileInfo(file).LinkTarget == path);

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<ProgramResult> EndAsync()
    {
        using var timeout = new CancellationTokenSource(Eventually.Patience);
        await process.WaitForExitAsync(timeout.Token);
        return new ProgramResult(process.ExitCode, Output, Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static bool WasDisturbed(ProgramResult result) =>
        result.ExitCode == ExitCodes.CouldNotRun
        && result.OneLine.Contains("failed by this machine's own fault", StringComparison.Ordinal);

    private static string FindAssembly()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "ready-to-run");
        return File.Exists(Path.Combine(folder, "complete"))
            ? Path.Combine(folder, Path.GetFileName(RepositoryFiles.Program))
            : RepositoryFiles.Program;
    }

    // Settings of the machine that runs the tests must not leak into what is tested.
    private static void Isolate(IDictionary<string, string?> environment)
    {
        string[] own =
        [
            "API_KEY",
            "API_BASE",
            "API_KEY_ENDPOINT",
            "TEST_DATA_FILE",
            "P95_THRESHOLD_MS",
            "ERROR_RATE_THRESHOLD",
        ];
        string[] prefixes = ["BATCH_LOAD_TEST_", "LOCUST_", "BASIC_AUTH_", "GITHUB_"];
        foreach (var name in environment.Keys.ToList())
        {
            if (
                own.Contains(name)
                || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)
                || prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            )
            {
                environment.Remove(name);
            }
        }

        // The page is what its own tests are about; they ask for it.
        environment["LOCUST_HEADLESS"] = "true";
        // A busy machine is not what is tested; tests of this threshold set it themselves.
        environment["P95_THRESHOLD_MS"] = "60000";
    }

    private void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (gate)
            {
                text.AppendLine(line);
            }
        }
    }

    private string Read(StringBuilder text)
    {
        lock (gate)
        {
            return text.ToString();
        }
    }
}
