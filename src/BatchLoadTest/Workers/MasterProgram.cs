using BatchLoadTest.Cluster;
using BatchLoadTest.Page;
using BatchLoadTest.Runs;
using BatchLoadTest.Runs.Capacity;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Workers;

/// <summary>The <c>run</c> or <c>capacity</c> command of a master: a load test, or a page, whose users run elsewhere.</summary>
internal sealed class MasterProgram(RunSettings settings, TerminalOutput terminal, TimeProvider timeProvider)
{
    // As long as a worker takes to write its journal and leave.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly MasterSettings master = settings.Master!;

    /// <summary>Runs until the load test or the page has ended. Returns the exit code.</summary>
    public async Task<int> RunAsync()
    {
        var desk = new MasterDesk(ProgramInfo.Version, master.Link.Token, timeProvider)
        {
            Note = line => terminal.Error.WriteLine(line),
        };
        try
        {
            var identity = ClusterIdentity.Find(settings, timeProvider.GetUtcNow());
            await using var transport = ClusterTransports.Master(master.Link, identity.Name);
            (transport.Lost, transport.Left, transport.Replaced) = (desk.Lost, desk.Left, EndAtOnce);
            await transport.StartAsync(desk, CancellationToken.None);
            await terminal.Error.WriteLineAsync($"master on {transport.Address}");
            var team = new MasterTeamRun(desk, transport, timeProvider, identity.Kept);
            var exitCode =
                settings is { Capacity.Sizes.Count: > 0 }
                    ? await new SizeSearches(settings, terminal, timeProvider, team).RunAsync()
                : settings.Headless ? await new LoadTest(settings, terminal, timeProvider, team: team).RunAsync()
                : await new PageRun(settings, terminal, timeProvider, team).RunAsync();
            await DismissAsync(desk);
            await transport.ForgetMembersAsync();
            identity.Forget();
            return exitCode;
        }
        catch (ClusterException exception)
        {
            await terminal.Error.WriteLineAsync($"error: COULD NOT RUN: {exception.Message}");
            await TerminationLog.WriteWhyAsync(
                settings.Output.TerminationLog,
                terminal,
                $"COULD NOT RUN: {exception.Message} (exit code {ExitCodes.CouldNotRun})"
            );
            return ExitCodes.CouldNotRun;
        }
    }

    // Journal, key and reports are the other one's by now: whatever this one still did would be wrong.
    private void EndAtOnce()
    {
        terminal.Error.WriteLine("error: COULD NOT RUN: another master was started in place of this one");
        Environment.Exit(ExitCodes.CouldNotRun);
    }

    private async Task DismissAsync(MasterDesk desk)
    {
        desk.Close();
        var begin = timeProvider.GetTimestamp();
        while (desk.Workers > 0 && timeProvider.GetElapsedTime(begin) < Farewell)
        {
            await Task.Delay(Pause, timeProvider, CancellationToken.None);
        }
    }
}
