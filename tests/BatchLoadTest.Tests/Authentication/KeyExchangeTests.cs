using BatchLoadTest.Authentication;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Authentication;

public sealed class KeyExchangeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new();

    private string FilePath => Path.Combine(folder.Path, "run", "key");

    [Fact]
    public async Task Publish_Key_IsTakenByOthersAndReadableByItsUserAlone()
    {
        var taken = Shard(1).TakeAsync(CancellationToken.None);
        Assert.False(taken.IsCompleted);

        Shard(0).Publish("sk-secret");
        await AdvanceUntilAsync(taken);

        Assert.Equal("sk-secret", await taken);
        Assert.True(
            OperatingSystem.IsWindows()
                || File.GetUnixFileMode(FilePath) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)
        );
        Assert.Equal([FilePath], Directory.GetFiles(Path.GetDirectoryName(FilePath)!));
    }

    [Fact]
    public void Publish_FileOfAnotherRun_IsRefusedAndStays()
    {
        Shard(0).Publish("first");

        var refusal = Assert.Throws<KeyRefusedException>(() => Shard(0).Publish("second"));

        Assert.Contains("there already", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("first", File.ReadAllText(FilePath));
    }

    [Fact]
    public async Task Take_CreatorWasRefused_SaysWhy()
    {
        Shard(0).Refuse("HTTP 401: who are you");

        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() => Shard(1).TakeAsync(CancellationToken.None));

        Assert.Contains("who are you", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_CreatorNeverComes_EndsAfterTwoMinutes()
    {
        var taken = Shard(1).TakeAsync(CancellationToken.None);
        clock.Advance(KeyExchange.Patience);

        await Assert.ThrowsAsync<KeyRefusedException>(() => taken);
    }

    [Fact]
    public async Task Leave_Creator_WaitsForAllOthersAndRemovesTheFile()
    {
        Shard(0).Publish("sk-secret");
        var leaving = Shard(0).LeaveAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        await Shard(1).LeaveAsync(TimeSpan.Zero, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(File.Exists(FilePath));

        await Shard(2).LeaveAsync(TimeSpan.Zero, CancellationToken.None);
        await AdvanceUntilAsync(leaving);

        Assert.Empty(await leaving);
        Assert.False(File.Exists(FilePath));
        Assert.DoesNotContain("sk-secret", AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_OneNeverEnds_DeletesTheFileAllTheSameAndNamesIt()
    {
        Shard(0).Publish("sk-secret");
        await Shard(1).LeaveAsync(TimeSpan.Zero, CancellationToken.None);
        var leaving = Shard(0).LeaveAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        await AdvanceUntilAsync(leaving);

        Assert.Contains("shard 2 has not ended", Assert.Single(await leaving), StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task Leave_Interrupted_WaitsNoLonger()
    {
        Shard(0).Publish("sk-secret");
        using var interrupt = new CancellationTokenSource();
        await interrupt.CancelAsync();

        Assert.Single(await Shard(0).LeaveAsync(TimeSpan.FromHours(1), interrupt.Token));
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task SharingSource_KeyThatCannotBeShared_IsDeletedAtOnce()
    {
        Shard(0).Publish("another run's");
        var inner = new CreatingSource();

        await Assert.ThrowsAsync<KeyRefusedException>(() =>
            new SharingKeySource(inner, Shard(0)).ObtainAsync(CancellationToken.None)
        );

        Assert.Equal(1, inner.Deleted);
    }

    public void Dispose() => folder.Dispose();

    private KeyExchange Shard(int index) => new(FilePath, index, 3, clock);

    private string AllText() =>
        string.Concat(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    private async Task AdvanceUntilAsync(Task task)
    {
        for (var step = 0; step < 500 && !task.IsCompleted; step++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(2);
        }
    }

    private sealed class CreatingSource : IApiKeySource
    {
        public int Deleted { get; private set; }

        public bool CanRenew => true;

        public Task<ApiKey> ObtainAsync(CancellationToken cancellationToken) =>
            Task.FromResult(ApiKey.Created("sk-mine", "id", 0));

        public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken)
        {
            Deleted++;
            return Task.FromResult<string?>(null);
        }
    }
}
