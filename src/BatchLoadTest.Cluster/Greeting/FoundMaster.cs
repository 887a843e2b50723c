using System.Net;

namespace BatchLoadTest.Silos.Greeting;

/// <summary>A master that can be joined.</summary>
/// <param name="Endpoint">Where it is reached, as it says itself.</param>
/// <param name="Local">From which address of this machine.</param>
internal sealed record FoundMaster(IPEndPoint Endpoint, IPAddress Local);
