using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Authentication;

/// <summary>How the key comes from shard 0 to the others.</summary>
public sealed class KeyExchangeTests : IDisposable
{
    private readonly ExchangeHarness place = new();

    [Fact]
    public async Task Publish_Key_IsTakenByOthersAndReadableByItsUserAlone()
    {
        var taken = place.Start(1).TakeAsync(CancellationToken.None);
        Assert.False(taken.IsCompleted);

        place.Start(0).Publish("sk-secret", "id-1");
        await place.AdvanceAsync(TimeSpan.FromSeconds(5), taken);

        var key = await taken;
        Assert.Equal(("sk-secret", "id-1"), (key.Key, key.Id));
        Assert.DoesNotContain("sk-secret", key.ToString(), StringComparison.Ordinal);
        Assert.True(
            OperatingSystem.IsWindows()
                || File.GetUnixFileMode(place.FilePath) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)
        );
        Assert.Equal(["key", "key.shard-1"], place.Files);
    }

    [Fact]
    public async Task Take_KeyOfAnotherMoment_IsIgnoredAndNamedInTheEnd()
    {
        place.Start(0, "2026-08-22T00:00:00Z").Publish("sk-old", "id-old");
        var taken = place.Start(1).TakeAsync(CancellationToken.None);
        await place.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.False(taken.IsCompleted);

        place.Clock.Advance(KeyExchange.Patience);

        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() => taken);
        Assert.Contains("id-old of --start-at 2026-08-22", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-old", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExchangeHarness.Moment, true)]
    [InlineData("2026-08-22T00:00:00Z", false)]
    public async Task Take_CreatorWasRefused_SaysWhyToItsOwnLoad(string moment, bool isOwn)
    {
        place.Start(0, moment).Refuse("HTTP 401: who are you");
        var taken = place.Start(1).TakeAsync(CancellationToken.None);

        Assert.Equal(isOwn, taken.IsFaulted);
        Assert.Contains("who are you", isOwn ? taken.Exception!.Message : "who are you", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_CreatorNeverComes_EndsAfterTwoMinutes()
    {
        var taken = place.Start(1).TakeAsync(CancellationToken.None);
        place.Clock.Advance(KeyExchange.Patience);

        await Assert.ThrowsAsync<KeyRefusedException>(() => taken);
    }

    // Else the service would be given time anew to take notice of a key that it has known for an hour.
    [Fact]
    public async Task TakenKey_GraceOfANewOne_CountsFromItsCreation()
    {
        place.Start(0).Publish("sk-secret", "id-1");
        await place.AdvanceAsync(TimeSpan.FromSeconds(6));
        var shared = new SharedApiKey(
            new TakenKeySource(place.Start(1), new SecretRedactor(), place.Clock),
            TimeSpan.FromSeconds(10),
            place.Clock,
            new RecordingLogger(),
            CancellationToken.None
        );
        var key = await shared.GetAsync(CancellationToken.None);

        Assert.True(shared.IsNew(key));
        place.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(shared.IsNew(key));
    }

    [Theory]
    [InlineData("2026-08-22T00:00:00Z", ExchangeHarness.Moment, "id-1 of --start-at 2026-08-22T00:00:00Z")]
    [InlineData("", "", "id-1 without --start-at")]
    public void Begin_KeyOfAnotherLoad_IsRefusedWithWhatToDoAndStays(string before, string now, string words)
    {
        place.Start(0, before).Publish("sk-first", "id-1");

        var refusal = Assert.Throws<KeyRefusedException>(() => place.Start(0, now));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("delete that key at the service", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-first", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("sk-first", place.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_RefusalsAndMarksOfOtherLoads_AreRemoved()
    {
        place.Start(0, "2026-08-22T00:00:00Z").Refuse("an old one");
        await place.LeaveAsync(place.Start(1, "2026-08-22T00:00:00Z"));
        await place.LeaveAsync(place.Start(2));

        place.Start(0);

        Assert.Equal(["key.shard-2"], place.Files);
    }

    [Fact]
    public async Task Begin_WithoutAMoment_RemovesEveryMark()
    {
        await place.LeaveAsync(place.Start(1, moment: ""));

        place.Start(0, moment: "");

        Assert.Empty(place.Files);
    }

    [Fact]
    public async Task Begin_KeyOfTheSameLoad_IsTakenOverAndDeletedById()
    {
        place.Start(0).Publish("sk-secret", "id-1");
        var inner = new ScriptedKeySource((_, _) => throw new InvalidOperationException("no key is to be created"));
        var redactor = new SecretRedactor();
        var again = place.Start(0);
        var source = new SharingKeySource(inner, again, redactor, place.Clock);

        var key = await source.ObtainAsync(CancellationToken.None);
        await source.DeleteAsync(key, CancellationToken.None);
        var ending = await place.LeaveAsync(again);

        Assert.Equal("Bearer sk-secret", key.Authorization);
        Assert.Equal(["id-1"], inner.Deleted);
        Assert.DoesNotContain("sk-secret", redactor.Redact("Bearer sk-secret"), StringComparison.Ordinal);
        Assert.Contains("took over the API key id-1", ending.Notices[0], StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", place.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SharingSource_KeyThatCannotBeShared_IsDeletedAtOnceAndLeavesNoFile()
    {
        var exchange = place.Start(0);
        // What lies in its place cannot be replaced by a file.
        Directory.CreateDirectory(place.FilePath);
        var inner = ScriptedKeySource.Creating(place.Clock);

        await Assert.ThrowsAsync<KeyRefusedException>(() =>
            new SharingKeySource(inner, exchange, new SecretRedactor(), place.Clock).ObtainAsync(CancellationToken.None)
        );

        Assert.Equal(["key-1"], inner.Deleted);
        Assert.Equal(["key.refused"], place.Files);
        Assert.DoesNotContain("sk-1", place.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_Twice_TheFirstReasonCounts()
    {
        var exchange = place.Start(0);
        exchange.Refuse("HTTP 401");
        exchange.Refuse("its run has ended");

        Assert.Contains("HTTP 401", place.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("its run has ended", place.Text, StringComparison.Ordinal);
    }

    // A second start of shard 0 that fails must not end those that have the key of the first.
    [Fact]
    public void Refuse_WhereThereIsAKey_WritesNothing()
    {
        place.Start(0).Publish("sk-secret", null);

        place.Start(0).Refuse("data file broken");

        Assert.Equal(["key"], place.Files);
    }

    public void Dispose() => place.Dispose();
}
