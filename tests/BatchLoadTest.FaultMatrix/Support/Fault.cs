using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.FaultMatrix.Support;

/// <summary>One row of the matrix: what a server does, what a user asks of it, and what has to be counted.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Plays">What the user does, in the words of <see cref="Subject.PlayAsync"/>.</param>
/// <param name="Kinds">The kinds of all requests that must have been measured, in order.</param>
/// <param name="Seen">How many requests the server must have seen.</param>
/// <param name="Serve">What the server does with each connection.</param>
internal sealed record Fault(string Name, string Plays, string Kinds, int Seen, Func<RawConnection, Task> Serve)
{
    /// <summary>The request time-out; short where the fault is that nothing comes.</summary>
    public int TimeoutMilliseconds { get; init; } = 8_000;

    /// <summary>Most bytes that the whole test may allocate; null where nothing large is sent.</summary>
    public long? MostAllocated { get; init; }

    /// <summary>Where the client is sent, if not to the server.</summary>
    public Uri? Elsewhere { get; init; }

    /// <summary>User and password in the proxy's URL; null for none.</summary>
    public string? ProxyUser { get; init; }
}
