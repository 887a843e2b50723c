namespace BatchLoadTest.Cluster.Messages;

/// <summary>A file that workers fetch from the master in pieces.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">Its hash, in hexadecimal digits: a worker checks what has arrived.</param>
public sealed record DataOrder(string Name, long Bytes, string Sha256);
