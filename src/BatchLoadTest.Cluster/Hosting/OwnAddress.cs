using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using BatchLoadTest.Cluster;

namespace BatchLoadTest.Silos.Hosting;

/// <summary>Addresses of this machine.</summary>
internal static class OwnAddress
{
    /// <summary>The first one that other machines may reach: with a way out before others, IPv4 before IPv6.</summary>
    public static IPAddress First() =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(card =>
                card.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown
                && card.NetworkInterfaceType != NetworkInterfaceType.Loopback
            )
            .Select(card => card.GetIPProperties())
            .OrderBy(card => card.GatewayAddresses.Count == 0)
            .SelectMany(card =>
                card.UnicastAddresses.Select(address =>
                    (Address: address.Address, HasWayOut: card.GatewayAddresses.Count > 0)
                )
            )
            .Where(one => IsUsable(one.Address))
            .OrderBy(one => !one.HasWayOut)
            .ThenBy(one => one.Address.AddressFamily == AddressFamily.InterNetworkV6)
            .Select(one => one.Address)
            .FirstOrDefault(IPAddress.Loopback);

    /// <summary>Where the others reach this process.</summary>
    /// <param name="options">What was asked for: that, or the one address to listen at.</param>
    /// <param name="otherwise">What is taken where nothing was.</param>
    /// <exception cref="ClusterException">What was asked for is no address of one machine.</exception>
    public static IPAddress Advertised(ClusterOptions options, Func<IPAddress> otherwise)
    {
        if (options.Advertise is { } advertise)
        {
            return IsEvery(advertise)
                ? throw new ClusterException($"others cannot reach a process at {advertise}; name one address")
                : advertise;
        }

        return options.Bind is { } bind && !IsEvery(bind) ? bind : otherwise();
    }

    /// <summary>Where to listen so that an advertised address is reached.</summary>
    public static IPAddress Listening(IPAddress? bind, IPAddress advertised) =>
        bind
        ?? (
            IPAddress.IsLoopback(advertised) ? advertised
            : advertised.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any
            : IPAddress.Any
        );

    private static bool IsEvery(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static bool IsUsable(IPAddress address) =>
        !IPAddress.IsLoopback(address)
        && (
            address.AddressFamily == AddressFamily.InterNetwork
                ? !address.ToString().StartsWith("169.254.", StringComparison.Ordinal)
                : !address.IsIPv6LinkLocal && !address.IsIPv6Multicast
        );
}
