using BatchLoadTest.Authentication;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Authentication;

public sealed class KeyRenewalTests
{
    private readonly RecordingLogger logger = new();

    [Fact]
    public async Task RenewAsync_ManyUsersAtOnce_AllGetTheOneNewKey()
    {
        // Many rounds: what went wrong here needed two users within the same microsecond.
        for (var round = 0; round < 500; round++)
        {
            var source = ScriptedKeySource.Creating(TimeProvider.System);
            var shared = Share(source);
            var key = await Get(shared);
            key.NoteAdmitted();
            using var together = new Barrier(4);

            var renewed = await Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(_ =>
                        Task.Factory.StartNew(
                                () =>
                                {
                                    together.SignalAndWait();
                                    return shared.RenewAsync(key, CancellationToken.None).AsTask();
                                },
                                CancellationToken.None,
                                TaskCreationOptions.LongRunning,
                                TaskScheduler.Default
                            )
                            .Unwrap()
                    )
            );

            Assert.All(renewed, each => Assert.Equal("key-2", each?.Id));
            Assert.Equal(2, source.Obtained);
        }
    }

    [Fact]
    public async Task RenewAsync_Fails_TheRunGoesOnWithTheRefusedKey()
    {
        var renewal = new TaskCompletionSource<ApiKey>();
        var source = new ScriptedKeySource(
            (number, _) => number == 1 ? Task.FromResult(ScriptedKeySource.Key(1, TimeProvider.System)) : renewal.Task
        );
        var shared = Share(source);
        var key = await Get(shared);
        key.NoteAdmitted();

        var first = shared.RenewAsync(key, CancellationToken.None).AsTask();
        var second = shared.RenewAsync(key, CancellationToken.None).AsTask();
        // A user between two requests asks for the key while the renewal is under way.
        var between = Get(shared);
        renewal.SetException(new KeyRefusedException("HTTP 503"));

        Assert.Null(await first.ResultAsync());
        Assert.Null(await second.ResultAsync());
        Assert.Same(key, await between);
        Assert.Same(key, await Get(shared));
        Assert.Null(await shared.RenewAsync(key, CancellationToken.None));
        Assert.Equal(2, source.Obtained);
        Assert.Single(logger.Lines, line => line.Contains("could not be renewed: HTTP 503", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetAsync_AfterDeletion_CreatesNothing()
    {
        var source = ScriptedKeySource.Creating(TimeProvider.System);
        var shared = Share(source);
        await shared.DeleteAllAsync(CancellationToken.None);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Get(shared));
        Assert.Equal(0, source.Obtained);
    }

    [Fact]
    public async Task GetAsync_AfterDeletion_HandsOutNoDeletedKey()
    {
        var source = ScriptedKeySource.Creating(TimeProvider.System);
        var shared = Share(source);
        var key = await Get(shared);
        key.NoteAdmitted();
        await shared.DeleteAllAsync(CancellationToken.None);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Get(shared));
        Assert.Null(await shared.RenewAsync(key, CancellationToken.None));
        Assert.Equal(1, source.Obtained);
    }

    private SharedApiKey Share(IApiKeySource source) =>
        new(source, TimeSpan.FromSeconds(10), TimeProvider.System, logger, CancellationToken.None);

    private static Task<ApiKey> Get(SharedApiKey shared) => shared.GetAsync(CancellationToken.None).ResultAsync();
}
