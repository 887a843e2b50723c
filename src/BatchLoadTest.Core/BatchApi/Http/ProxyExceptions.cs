using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Targets that are reached without a proxy, as <c>NO_PROXY</c> names them for curl and Python: <c>*</c> for all, a name
/// for itself and all below it (with or without a dot before it), an address, a network such as <c>10.0.0.0/8</c> or
/// <c>fd00::/8</c>, each but a network with a port where only that is meant. Commas or spaces stand between. Case and a
/// dot at the end do not matter. What cannot be read means nothing, as there.
/// </summary>
public sealed class ProxyExceptions
{
    private const int MostPort = 65535;

    private readonly List<Func<Uri, bool>> entries = [];

    /// <summary>The list of <paramref name="text"/>; null or empty is a list of none.</summary>
    public ProxyExceptions(string? text)
    {
        foreach (var entry in (text ?? "").Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            entries.Add(Read(entry));
        }
    }

    /// <summary>Whether the target is reached without a proxy.</summary>
    /// <param name="target">An absolute address with a host.</param>
    public bool Contains(Uri target) => entries.Exists(matches => matches(target));

    private static Func<Uri, bool> Read(string entry)
    {
        if (entry == "*")
        {
            return static _ => true;
        }

        if (entry.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
        {
            return Network(entry[..slash], entry[(slash + 1)..]);
        }

        var (host, port) = SplitPort(entry);
        return AddressOf(host) is { } address
            ? target => IsPort(target, port) && address.Equals(AddressOf(target.DnsSafeHost))
            : Name(Ascii(host.TrimStart('*').Trim('.')), port);
    }

    private static Func<Uri, bool> Name(string name, int? port)
    {
        if (name.Length == 0)
        {
            return static _ => false;
        }

        var below = "." + name;
        return target =>
            IsPort(target, port)
            // Of an address no part is a name.
            && target.HostNameType == UriHostNameType.Dns
            && IsOf(target.IdnHost);

        bool IsOf(string host)
        {
            host = host.TrimEnd('.');
            return host.Equals(name, StringComparison.OrdinalIgnoreCase)
                || host.EndsWith(below, StringComparison.OrdinalIgnoreCase);
        }
    }

    // As the name service has it.
    private static string Ascii(string name)
    {
        try
        {
            return name.All(char.IsAscii) ? name : new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    private static Func<Uri, bool> Network(string start, string length)
    {
        if (
            AddressOf(start) is not { } address
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
        )
        {
            return static _ => false;
        }

        var network = address.GetAddressBytes();
        return bits > network.Length * 8
            ? static _ => false
            : target => AddressOf(target.DnsSafeHost) is { } other && IsIn(other.GetAddressBytes(), network, bits);
    }

    // The first bits are the same; those of the host may be anything on both sides, as in curl.
    private static bool IsIn(byte[] address, byte[] network, int bits)
    {
        if (address.Length != network.Length)
        {
            return false;
        }

        for (var at = 0; bits > 0; at++, bits -= 8)
        {
            var mask = bits >= 8 ? 0xFF : 0xFF << (8 - bits);
            if (((address[at] ^ network[at]) & mask) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static (string Host, int? Port) SplitPort(string entry)
    {
        var colon = entry.LastIndexOf(':');
        // More than one without brackets: an IPv6 address.
        if (colon < 0 || (entry[0] != '[' && entry.IndexOf(':', StringComparison.Ordinal) < colon) || entry[^1] == ']')
        {
            return (entry, null);
        }

        return
            int.TryParse(entry[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= MostPort
            ? (entry[..colon], port)
            : (entry, null);
    }

    private static bool IsPort(Uri target, int? port) => port is null || target.Port == port;

    // .NET takes "10" and "10.1" for addresses too.
    private static IPAddress? AddressOf(string text)
    {
        text = text.TrimEnd('.');
        if (text.StartsWith('[') && text.EndsWith(']'))
        {
            text = text[1..^1];
        }

        // Which interface leads there is no part of the address.
        text = text.Split('%', 2)[0];
        return
            IPAddress.TryParse(text, out var address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(letter => letter == '.') == 3)
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
            : null;
    }
}
