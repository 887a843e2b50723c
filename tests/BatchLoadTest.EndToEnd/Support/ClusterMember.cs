using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>A master or a worker as its own process, with nothing but the transport of a cluster.</summary>
public sealed class ClusterMember : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly Lock gate = new();

    private ClusterMember(Process process) => this.process = process;

    public string Output
    {
        get
        {
            lock (gate)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>A master; its port is in what it says.</summary>
    public static async Task<(ClusterMember Member, string Port)> StartMasterAsync(
        string certificate = "",
        string advertised = ""
    )
    {
        var member = Start("master", "0", certificate, advertised);
        var listening = await member.SaysAsync(@"^listening \S+:(\d+)$");
        return (member, listening.Groups[1].Value);
    }

    /// <summary>A worker that has joined, and its address as the master names it.</summary>
    public static async Task<(ClusterMember Member, string Address)> StartWorkerAsync(
        string port,
        string certificate = ""
    )
    {
        var member = Start("worker", "localhost", port, certificate);
        return (member, await member.JoinsAsync());
    }

    public static ClusterMember Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [RepositoryFiles.ClusterMember, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var member = new ClusterMember(new Process { StartInfo = start });
        member.process.OutputDataReceived += (_, line) => member.Append(line.Data);
        member.process.ErrorDataReceived += (_, line) => member.Append(line.Data);
        member.process.Start();
        member.process.BeginOutputReadLine();
        member.process.BeginErrorReadLine();
        return member;
    }

    /// <summary>Waits until it has joined.</summary>
    public async Task<string> JoinsAsync() => (await SaysAsync(@"^joined (\S+) in")).Groups[1].Value;

    /// <summary>Waits for a line.</summary>
    public async Task<Match> SaysAsync(string pattern)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var hasExited = process.HasExited;
            if (Regex.Match(Output, pattern, RegexOptions.Multiline) is { Success: true } match)
            {
                return match;
            }

            Assert.False(hasExited, $"ended before it said '{pattern}':\n{Output}");
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Eventually.Patience,
                $"never said '{pattern}':\n{Output}"
            );
            await Task.Delay(20);
        }
    }

    public void Tell(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var timeout = new CancellationTokenSource(Eventually.Patience);
        await process.WaitForExitAsync(timeout.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            lock (gate)
            {
                output.Append(line).Append('\n');
            }
        }
    }
}
