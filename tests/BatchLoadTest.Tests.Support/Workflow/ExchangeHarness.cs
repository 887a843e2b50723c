using BatchLoadTest.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Support.Workflow;

/// <summary>A folder in which three processes share a key, on fake time.</summary>
internal sealed class ExchangeHarness : IDisposable
{
    public const string Moment = "2026-08-23T14:25:00Z";

    private readonly TemporaryFolder folder = new();
    private readonly List<KeyExchange> exchanges = [];

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 8, 23, 14, 25, 0, TimeSpan.Zero));

    public string FilePath => Path.Combine(folder.Path, "run", "key");

    /// <summary>For whom shard 0 said that it waits.</summary>
    public List<string> Waiting { get; } = [];

    /// <summary>Names of what lies in the folder.</summary>
    public IEnumerable<string?> Files =>
        Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    /// <summary>All that the files hold.</summary>
    public string Text =>
        string.Concat(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    /// <summary>A process that starts, one that was killed before included.</summary>
    public KeyExchange Start(int index, string moment = Moment)
    {
        var exchange = new KeyExchange(FilePath, moment, index, 3, Clock);
        exchanges.Add(exchange);
        exchange.Begin();
        return exchange;
    }

    /// <summary>A process that has taken the key.</summary>
    public async Task<KeyExchange> TakerAsync(int index)
    {
        var exchange = Start(index);
        await exchange.TakeAsync(CancellationToken.None);
        return exchange;
    }

    public Task<ExchangeEnding> LeaveAsync(
        KeyExchange exchange,
        TimeSpan patience = default,
        bool isSignalled = false,
        CancellationToken interrupt = default
    ) => exchange.LeaveAsync(patience, () => isSignalled, Waiting.Add, interrupt);

    /// <summary>Time goes on, with a chance for others to run in each step.</summary>
    public async Task AdvanceAsync(TimeSpan time, Task? until = null)
    {
        var step = TimeSpan.FromMilliseconds(250);
        for (var passed = TimeSpan.Zero; passed < time && until?.IsCompleted != true; passed += step)
        {
            Clock.Advance(step);
            await Task.Delay(2);
        }
    }

    public void Dispose()
    {
        exchanges.ForEach(exchange => exchange.Dispose());
        folder.Dispose();
    }
}
