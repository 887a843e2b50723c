using System.Net;
using System.Net.Sockets;
using BatchLoadTest.Silos.Greeting;

namespace BatchLoadTest.EndToEnd.Silos;

/// <summary>Who is there, who has left and who is lost, with processes that are killed and frozen.</summary>
public sealed class MembershipTests
{
    // Known after 3 to 5 seconds; the engine's defaults would take 12 and more, on any machine.
    private static readonly TimeSpan KnownWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Killed_IsLostSoonAndOnceAndAnotherOneJoins()
    {
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;
        var (worker, address) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;
        worker.Tell("hello one");
        await master.SaysAsync("^hello from .*: one$");
        var begin = TimeProvider.System.GetTimestamp();
        worker.Signal("KILL");
        await using var next = ClusterMember.Start("worker", "localhost", port);
        await master.SaysAsync($"^lost {address}$");
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.Zero, KnownWithin);

        Assert.NotEqual(address, await next.JoinsAsync());
        next.Tell("hello two");
        await master.SaysAsync("^hello from .*: two$");
        Assert.Single(Lines(master, "lost "));
        Assert.Empty(Lines(master, "left "));
    }

    [Fact]
    public async Task FrozenForThreeSeconds_StaysAMember()
    {
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;
        var (worker, _) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;
        await FreezeAsync(worker, TimeSpan.FromSeconds(3));
        // As long as it would take to be known.
        await Task.Delay(TimeSpan.FromSeconds(6));
        worker.Tell("hello again");

        await worker.SaysAsync("^answer ");
        Assert.Empty(Lines(master, "lost "));
        Assert.Empty(Lines(worker, "taken for dead"));
    }

    [Fact]
    public async Task FrozenUntilLost_KnowsItAfterwardsAndJoinsAsANewOne()
    {
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;
        var (worker, address) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;
        worker.Signal("STOP");
        await master.SaysAsync($"^lost {address}$");
        worker.Signal("CONT");

        await worker.SaysAsync("^taken for dead$");
        worker.Tell("hello ghost");
        await worker.SaysAsync("^failed: ");
        worker.Tell("again");
        var next = (await worker.SaysAsync($"^joined (?!{address} )(\\S+) in")).Groups[1].Value;
        worker.Tell("hello anew");
        await master.SaysAsync($"^hello from {next}: anew$");
        worker.Tell("quit");
        await master.SaysAsync($"^left {next}$");
        Assert.Equal(0, await worker.EndAsync());
        Assert.Single(Lines(master, "lost "));
        Assert.Single(Lines(master, "left "));
        Assert.Single(Lines(master, "hello from"));
    }

    [Fact]
    public async Task MasterKilledAndAnotherOneInItsPlace_WorkerJoinsItAnew()
    {
        var (first, port) = await ClusterMember.StartMasterAsync();
        await using var _ = first;
        var (worker, address) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;
        first.Signal("KILL");
        await first.EndAsync();
        worker.Tell("hello nobody");
        await worker.SaysAsync("^failed: the master at ");
        await using var second = ClusterMember.Start("master", port);

        await worker.SaysAsync("^taken for dead$");
        worker.Tell("again");
        var next = (await worker.SaysAsync($"^joined (?!{address} )(\\S+) in")).Groups[1].Value;
        worker.Tell("hello anew");
        await second.SaysAsync($"^hello from {next}: anew$");
        Assert.Empty(Lines(second, "lost "));
    }

    [Fact]
    public async Task MasterFrozen_LosesNobody()
    {
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;
        var (worker, _) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;
        await FreezeAsync(master, TimeSpan.FromSeconds(8));
        worker.Tell("hello again");

        await worker.SaysAsync("^(answer|failed)");
        worker.Tell("hello again");
        await master.SaysAsync("^hello from .*: again$");
        Assert.Empty(Lines(master, "lost "));
        Assert.Empty(Lines(worker, "taken for dead"));
    }

    // Who has ended comes back no more; of one that only says nothing others may have the work by now.
    [Fact]
    public async Task MasterIsGone_OnceItsProcessHasEnded_AndNotWhileItStandsStill()
    {
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;
        var (worker, _) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;
        worker.Tell("gone");
        await worker.SaysAsync("^gone False$");
        master.Signal("STOP");
        worker.Tell("gone");
        await worker.SaysAsync("^gone False\ngone False$");

        master.Signal("KILL");
        await master.EndAsync();
        worker.Tell("gone");

        await worker.SaysAsync("^gone True$");
    }

    [Fact]
    public async Task MasterIsNotGone_WhereNothingAnswers()
    {
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen(0);
        var address = (IPEndPoint)deaf.LocalEndPoint!;
        // Nobody accepts: once these wait, what else comes gets no answer at all.
        using var waiting = new TcpClient();
        await waiting.ConnectAsync(address);
        using var next = new TcpClient();
        _ = next.ConnectAsync(address);
        using var another = new TcpClient();
        _ = another.ConnectAsync(address);

        Assert.False(await MasterProbe.IsRefusedAsync(address));
    }

    [Fact]
    public async Task WorkerLeaves_IsLeftAndNotLost()
    {
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;
        var (worker, address) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;
        worker.Tell("quit");

        await master.SaysAsync($"^left {address}$");
        Assert.Equal(0, await worker.EndAsync());
        Assert.Empty(Lines(master, "lost "));
    }

    [Fact]
    public async Task MasterLeavesFirst_BothEndByThemselves()
    {
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;
        var (worker, _) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;
        master.Tell("quit");
        Assert.Equal(0, await master.EndAsync());
        worker.Tell("hello nobody");

        await worker.SaysAsync("^failed: the master at ");
        worker.Tell("quit");
        Assert.Equal(0, await worker.EndAsync());
    }

    [Fact]
    public async Task Signal_IsTheProgramsOwn()
    {
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;
        var (worker, _) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;
        worker.Signal("TERM");
        master.Signal("TERM");
        await worker.SaysAsync("^signal$");
        await master.SaysAsync("^signal$");
        worker.Tell("hello still");

        await worker.SaysAsync("^answer ");
        Assert.Empty(Lines(master, "left "));
    }

    private static async Task FreezeAsync(ClusterMember member, TimeSpan time)
    {
        member.Signal("STOP");
        await Task.Delay(time);
        member.Signal("CONT");
    }

    private static IEnumerable<string> Lines(ClusterMember member, string begin) =>
        member.Output.Split('\n').Where(line => line.StartsWith(begin, StringComparison.Ordinal));
}
