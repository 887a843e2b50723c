using System.Globalization;
using BatchLoadTest.Silos;

namespace BatchLoadTest.EndToEnd.Silos;

/// <summary>A worker finds its master, or says why not.</summary>
public sealed class JoiningTests
{
    [Fact]
    public async Task Joined_CallsBothWaysArriveWhole()
    {
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;
        var (worker, address) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;

        await AskAsync(
            worker,
            "hello one",
            "^answer run http://one,http://two data.jsonl lease 2: 2 users, gained 1 after 00:00:02.5000000, 1\\+2/3, 7 iterations$"
        );
        await AskAsync(worker, "tick 3000000", "^acknowledged 4 in");
        Assert.Contains($"tick from {address}: 3000000 bytes, end over", master.Output, StringComparison.Ordinal);
        await AskAsync(worker, "data 1048576", "^data of 1048576 bytes");
        await AskAsync(worker, "key 0", "^key secret 00:00:01$");
        await AskAsync(worker, "key 1", "^failed: .* a fault of the master's$");
        master.Tell($"apply {address} 100000");
        await worker.SaysAsync("^lease 100000: 100000 users");
        // Nobody is there: no more than a line that is not said.
        master.Tell("apply 127.0.0.1:1@1 1");
        await master.SaysAsync("^applied in .*\n.*applied in");
    }

    [Fact]
    public async Task WorkerBeforeMaster_SaysWhatToCheckAndJoins()
    {
        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        await using var worker = ClusterMember.Start("worker", "localhost", port);
        await worker.SaysAsync($"^waiting: nobody answers at localhost:{port} .*; is the master started");
        await using var master = ClusterMember.Start("master", port);

        await worker.JoinsAsync();
        await AskAsync(worker, "hello early", "^answer ");
    }

    [Fact]
    public async Task MasterOfOtherAddress_IsJoinedThere()
    {
        var (master, port) = await ClusterMember.StartMasterAsync(advertised: "127.0.0.2");
        await using var _ = master;
        var (worker, _) = await ClusterMember.StartWorkerAsync(port);
        await using var __ = worker;

        await AskAsync(worker, "hello one", "^answer ");
    }

    [Fact]
    public async Task Certificate_RightJoinsOthersAreRefusedAtOnce()
    {
        using var folder = new TemporaryFolder();
        var own = folder.File("own.pem");
        var other = folder.File("other.pem");
        ClusterCertificate.Create(own);
        ClusterCertificate.Create(other);
        var (master, port) = await ClusterMember.StartMasterAsync(own);
        await using var _ = master;
        var (worker, _) = await ClusterMember.StartWorkerAsync(port, own);
        await using var __ = worker;
        await AskAsync(worker, "tick 3000000", "^acknowledged 4 in");

        await RefusedAsync(port, other, "has another certificate than this worker");
        await RefusedAsync(port, "", "takes only workers with its certificate");
        await AskAsync(worker, "hello still", "^answer ");
    }

    [Fact]
    public async Task MasterWithoutCertificate_RefusesAWorkerWithOne()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificate.Create(folder.File("own.pem"));
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;

        await RefusedAsync(port, folder.File("own.pem"), "has no certificate, and this worker has one");
    }

    [Fact]
    public async Task PortTaken_IsRefusedAtOnce()
    {
        var (master, port) = await ClusterMember.StartMasterAsync();
        await using var _ = master;
        await using var second = ClusterMember.Start("master", port);

        Assert.Equal(3, await second.EndAsync());
        Assert.Contains($"refused: port {port} is taken", second.Output, StringComparison.Ordinal);
    }

    private static async Task AskAsync(ClusterMember member, string command, string answer)
    {
        member.Tell(command);
        await member.SaysAsync(answer);
    }

    private static async Task RefusedAsync(string port, string certificate, string line)
    {
        await using var worker = ClusterMember.Start("worker", "localhost", port, certificate);
        Assert.Equal(3, await worker.EndAsync());
        await worker.SaysAsync($"^refused: .*{line}");
        Assert.DoesNotContain("waiting", worker.Output, StringComparison.Ordinal);
    }
}
