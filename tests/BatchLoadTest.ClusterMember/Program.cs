using System.Net;
using System.Runtime.InteropServices;
using BatchLoadTest.Cluster;
using BatchLoadTest.ClusterMember;
using BatchLoadTest.Silos;

// master PORT [CERTIFICATE] [ADVERTISED] [STORE NAME], or worker HOST PORT [CERTIFICATE]; then commands by standard input, a line each.
string? Argument(int index) => args.Length > index && args[index].Length > 0 ? args[index] : null;

try
{
    // The program's own handling of signals must not be taken away from it.
    using var terminated = PosixSignalRegistration.Create(
        PosixSignal.SIGTERM,
        context =>
        {
            context.Cancel = true;
            Console.WriteLine("signal");
        }
    );
    if (args[0] == "master")
    {
        await MasterMember.RunAsync(
            new ClusterOptions
            {
                Bind = Argument(3) is null ? IPAddress.Loopback : IPAddress.Any,
                Advertise = Argument(3) is { } advertised ? IPAddress.Parse(advertised) : null,
                Port = int.Parse(args[1]),
                Certificate = Argument(2) is { } own ? ClusterCertificate.Load(own) : null,
                Store = Argument(4) is { } store ? new Uri(store) : null,
                ClusterName = Argument(5) ?? "",
            }
        );
    }
    else
    {
        await WorkerMember.RunAsync(
            new ClusterOptions
            {
                MasterHost = args[1],
                MasterPort = int.Parse(args[2]),
                Certificate = Argument(3) is { } own ? ClusterCertificate.Load(own) : null,
            }
        );
    }

    return 0;
}
catch (ClusterException e)
{
    Console.WriteLine($"refused: {e.Message}");
    return 3;
}
