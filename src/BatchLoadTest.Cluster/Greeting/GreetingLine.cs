using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace BatchLoadTest.Silos.Greeting;

/// <summary>
/// What a master answers to whoever asks in clear at its port, before anything of the engine's is said: that it is one, and what
/// must be known to join. A silo that joins at another address than the advertised one, or with TLS on one side only, waits
/// for ever without a word.
/// </summary>
/// <param name="IsTls">Whether it wants a certificate.</param>
/// <param name="Master">Where it is reached, as all workers must name it.</param>
/// <param name="Store">Where members are found: with the master, or under a name in a store.</param>
internal sealed record GreetingLine(bool IsTls, IPEndPoint Master, string Store = GreetingLine.NoStore)
{
    /// <summary>Of what is said between the processes; another one cannot join.</summary>
    public const string Protocol = "2";

    /// <summary>In place of a name where members are found with the master.</summary>
    public const string NoStore = "-";

    /// <summary>The name in TLS' first message: nobody looks at it, but there must be one.</summary>
    public const string TlsName = "batch-load-test";

    /// <summary>Longer than any answer.</summary>
    public const int LongestAnswer = 256;

    private const string Program = "batch-load-test";

    /// <summary>The question. Neither TLS nor the engine begins with such a byte.</summary>
    public static ReadOnlySpan<byte> Question => "batch-load-test?\n"u8;

    /// <summary>Reads an answer.</summary>
    /// <returns>False where it is none of this program and of this protocol.</returns>
    public static bool TryRead(string line, [NotNullWhen(true)] out GreetingLine? greeting)
    {
        greeting =
            line.Split(' ') is [Program, Protocol, ("tls" or "clear") and var security, var master, var store]
            && IPEndPoint.TryParse(master, out var endpoint)
                ? new GreetingLine(security == "tls", endpoint, store)
                : null;
        return greeting is not null;
    }

    /// <summary>Whether it is this program that answers, though not this protocol.</summary>
    public static bool IsOfOtherProtocol(string line) =>
        line.Split(' ') is [Program, var protocol, ..] && protocol != Protocol;

    /// <inheritdoc/>
    public override string ToString() => $"{Program} {Protocol} {(IsTls ? "tls" : "clear")} {Master} {Store}";
}
