using System.Net.Http;

namespace BatchLoadTest.BatchApi;

/// <summary>Reads a whole JSON body, and from the headers what belongs to it.</summary>
/// <exception cref="System.Text.Json.JsonException">It is no JSON, or lacks what it must have.</exception>
public delegate T JsonBody<out T>(ReadOnlySpan<byte> body, HttpResponseMessage response);
