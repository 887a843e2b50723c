using System.Net;

namespace BatchLoadTest.Silos.Greeting;

/// <summary>A master that can be joined.</summary>
/// <param name="Endpoint">Where it is reached, as it says itself.</param>
/// <param name="Local">From which address of this machine.</param>
/// <param name="Cluster">The name of its cluster in a store; empty where it holds the members itself.</param>
internal sealed record FoundMaster(IPEndPoint Endpoint, IPAddress Local, string Cluster = "");
