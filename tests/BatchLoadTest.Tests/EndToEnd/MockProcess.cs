using System.Text.Json;
using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.EndToEnd;

/// <summary>The mock server as its own process, started with the <c>mock</c> command.</summary>
public sealed partial class MockProcess : IAsyncDisposable
{
    private readonly BuiltProgram program;
    private readonly HttpClient client;

    private MockProcess(BuiltProgram program, string address)
    {
        this.program = program;
        Address = address;
        client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public string Address { get; }

    public static async Task<MockProcess> StartAsync(params string[] args)
    {
        var program = BuiltProgram.Start(Path.GetTempPath(), null, ["mock", "--urls", "http://127.0.0.1:0", .. args]);
        await program.SaysAsync("its own counts");
        return new MockProcess(program, AddressLine().Match(program.Output).Value);
    }

    public async Task<JsonElement> CountsAsync() =>
        JsonElement.Parse(await client.GetStringAsync(new Uri("mock/counts", UriKind.Relative)));

    public async Task PostAsync(string path)
    {
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), null);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await program.DisposeAsync();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex AddressLine();
}
