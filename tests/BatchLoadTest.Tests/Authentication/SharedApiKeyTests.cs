using BatchLoadTest.Authentication;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Authentication;

public sealed class SharedApiKeyTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly RecordingLogger logger = new();

    [Fact]
    public async Task GetAsync_FiveHundredAtOnce_CreatesOne()
    {
        var source = ScriptedKeySource.Creating(clock);
        var shared = Share(source);

        var keys = await Task.WhenAll(
            Enumerable.Range(0, 500).Select(_ => Task.Run(() => shared.GetAsync(CancellationToken.None).AsTask()))
        );

        Assert.Equal(1, source.Obtained);
        Assert.All(keys, key => Assert.Same(keys[0], key));
    }

    [Fact]
    public async Task GetAsync_FirstUserGoesAway_TheOthersGetTheKey()
    {
        var creation = new TaskCompletionSource<ApiKey>();
        var shared = Share(new ScriptedKeySource((_, _) => creation.Task));
        using var first = new CancellationTokenSource();

        var cancelled = shared.GetAsync(first.Token).AsTask();
        var other = shared.GetAsync(CancellationToken.None).AsTask();
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        creation.SetResult(ScriptedKeySource.Key(1, clock));

        Assert.Equal("Bearer sk-1", (await other.ResultAsync()).Authorization);
        Assert.Equal("Bearer sk-1", (await shared.GetAsync(CancellationToken.None)).Authorization);
    }

    [Fact]
    public async Task GetAsync_Refused_ReachesAllAndIsNotTriedAgain()
    {
        var source = new ScriptedKeySource((_, _) => throw new KeyRefusedException("HTTP 409: name taken"));
        var shared = Share(source);

        for (var i = 0; i < 5; i++)
        {
            var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() => Get(shared));
            Assert.Equal("HTTP 409: name taken", refusal.Message);
        }

        Assert.Equal(1, source.Obtained);
    }

    [Fact]
    public async Task IsPending_CreatedKey_LastsAsLongAsTheGrace()
    {
        var shared = Share(ScriptedKeySource.Creating(clock));
        var key = await Get(shared);

        Assert.True(shared.IsNew(key));
        clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.True(shared.IsNew(key));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(shared.IsNew(key));
    }

    [Fact]
    public async Task IsPending_GivenKey_Never()
    {
        var shared = Share(new GivenKeySource("sk-mine"));

        Assert.False(shared.IsNew(await Get(shared)));
    }

    [Fact]
    public async Task RenewAsync_KeyThatNeverWorked_IsNotReplaced()
    {
        var source = ScriptedKeySource.Creating(clock);
        var shared = Share(source);
        var key = await Get(shared);

        Assert.Null(await shared.RenewAsync(key, CancellationToken.None));
        Assert.Equal(1, source.Obtained);
    }

    [Fact]
    public async Task RenewAsync_GivenKey_IsNotReplaced()
    {
        var shared = Share(new GivenKeySource("sk-mine"));
        var key = await Get(shared);
        key.NoteAdmitted();

        Assert.Null(await shared.RenewAsync(key, CancellationToken.None));
    }

    [Fact]
    public async Task RenewAsync_ASecondTime_IsNotDone()
    {
        var source = ScriptedKeySource.Creating(clock);
        var shared = Share(source);
        var key = await Get(shared);
        key.NoteAdmitted();
        var second = await shared.RenewAsync(key, CancellationToken.None);
        Assert.Equal("key-2", second!.Id);
        second.NoteAdmitted();

        Assert.Null(await shared.RenewAsync(second, CancellationToken.None));
        // One who still holds the first key gets the second.
        Assert.Same(second, await shared.RenewAsync(key, CancellationToken.None));
        Assert.Same(second, await Get(shared));
        Assert.Equal(2, source.Obtained);
    }

    [Fact]
    public async Task DeleteAllAsync_AfterARenewal_DeletesBoth()
    {
        var source = ScriptedKeySource.Creating(clock);
        var shared = Share(source);
        var key = await Get(shared);
        key.NoteAdmitted();
        await shared.RenewAsync(key, CancellationToken.None);

        Assert.Empty(await shared.DeleteAllAsync(CancellationToken.None));
        Assert.Equal(["key-1", "key-2"], source.Deleted, StringComparer.Ordinal);
    }

    [Fact]
    public async Task DeleteAllAsync_KeyStillBeingCreated_WaitsForItAndDeletesIt()
    {
        var creation = new TaskCompletionSource<ApiKey>();
        var source = new ScriptedKeySource((_, _) => creation.Task);
        var shared = Share(source);
        var user = Get(shared);

        var deleting = shared.DeleteAllAsync(CancellationToken.None);
        Assert.False(deleting.IsCompleted);
        creation.SetResult(ScriptedKeySource.Key(1, clock));

        Assert.Empty(await deleting.ResultAsync());
        Assert.Equal(["key-1"], source.Deleted, StringComparer.Ordinal);
        await user;
    }

    [Fact]
    public async Task DeleteAllAsync_CreationFails_HasNothingToDelete()
    {
        var creation = new TaskCompletionSource<ApiKey>();
        var source = new ScriptedKeySource((_, _) => creation.Task);
        var shared = Share(source);
        var user = Get(shared);
        var deleting = shared.DeleteAllAsync(CancellationToken.None);
        creation.SetException(new KeyRefusedException("no"));

        Assert.Empty(await deleting.ResultAsync());
        await Assert.ThrowsAsync<KeyRefusedException>(() => user);
    }

    [Fact]
    public async Task DeleteAllAsync_GivenKey_IsLeftAlone()
    {
        var shared = Share(new GivenKeySource("sk-mine"));
        await Get(shared);

        Assert.Empty(await shared.DeleteAllAsync(CancellationToken.None));
    }

    [Fact]
    public async Task DeleteAllAsync_ServiceRefuses_SaysWhichAndWhyWithoutTheSecret()
    {
        var source = new ScriptedKeySource((number, _) => Task.FromResult(ScriptedKeySource.Key(number, clock)))
        {
            DeletionProblem = "http_500",
        };
        var shared = Share(source);
        await Get(shared);

        Assert.Equal(
            ["API key key-1 could not be deleted: http_500"],
            await shared.DeleteAllAsync(CancellationToken.None),
            StringComparer.Ordinal
        );
    }

    private SharedApiKey Share(IApiKeySource source) =>
        new(source, TimeSpan.FromSeconds(10), clock, logger, CancellationToken.None);

    private static Task<ApiKey> Get(SharedApiKey shared) => shared.GetAsync(CancellationToken.None).ResultAsync();
}
