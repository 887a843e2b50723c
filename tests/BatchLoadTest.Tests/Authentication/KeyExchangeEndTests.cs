using BatchLoadTest.Authentication;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Authentication;

/// <summary>When shard 0 gives up the key that others use.</summary>
public sealed class KeyExchangeEndTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ExchangeHarness place = new();

    [Fact]
    public async Task Leave_Creator_WaitsForAllOthersAndRemovesTheFiles()
    {
        var creator = Creator();
        var (first, second) = (await place.TakerAsync(1), await place.TakerAsync(2));
        var leaving = place.LeaveAsync(creator, Patience);
        await place.LeaveAsync(first);
        await place.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.True(File.Exists(place.FilePath));

        await place.LeaveAsync(second);
        await place.AdvanceAsync(Patience, leaving);

        var ending = await leaving;
        Assert.Empty(ending.Notices);
        Assert.False(ending.LeavesKey);
        Assert.Equal(["key.refused"], place.Files);
        Assert.DoesNotContain("sk-secret", place.Text, StringComparison.Ordinal);
        Assert.Contains("shard 1, 2 ", Assert.Single(place.Waiting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_OneNeverCame_EndsAfterThePatienceAndNamesIt()
    {
        var creator = Creator();
        await place.LeaveAsync(await place.TakerAsync(1));
        var leaving = place.LeaveAsync(creator, Patience);
        await place.AdvanceAsync(Patience - TimeSpan.FromSeconds(1));
        Assert.False(leaving.IsCompleted);
        await place.AdvanceAsync(TimeSpan.FromSeconds(2), leaving);

        Assert.Contains("shard 2 has not ended", Assert.Single((await leaving).Notices), StringComparison.Ordinal);
        Assert.False(File.Exists(place.FilePath));
    }

    [Fact]
    public async Task Leave_OneLives_WaitsAsLongAsItLives()
    {
        var creator = Creator();
        await place.LeaveAsync(await place.TakerAsync(1));
        var living = await place.TakerAsync(2);
        var leaving = place.LeaveAsync(creator, Patience);
        await place.AdvanceAsync(3 * Patience);
        Assert.False(leaving.IsCompleted);

        await place.LeaveAsync(living);
        await place.AdvanceAsync(Patience, leaving);

        Assert.Empty((await leaving).Notices);
    }

    [Fact]
    public async Task Leave_OneWasKilled_WaitsForItsReplacementNoLongerThanThePatience()
    {
        var creator = Creator();
        await place.LeaveAsync(await place.TakerAsync(1));
        (await place.TakerAsync(2)).Dispose();
        var leaving = place.LeaveAsync(creator, Patience);
        await place.AdvanceAsync(Patience + TimeSpan.FromSeconds(1), leaving);

        Assert.Contains("shard 2 has not ended", Assert.Single((await leaving).Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_OneThatHadEndedTakesTheKeyAgain_IsWaitedFor()
    {
        var creator = Creator();
        await place.LeaveAsync(await place.TakerAsync(1));
        await place.LeaveAsync(await place.TakerAsync(2));
        var again = await place.TakerAsync(2);
        var leaving = place.LeaveAsync(creator, Patience);
        await place.AdvanceAsync(2 * Patience);
        Assert.False(leaving.IsCompleted);

        await place.LeaveAsync(again);
        await place.AdvanceAsync(Patience, leaving);
        Assert.Empty((await leaving).Notices);
    }

    [Fact]
    public async Task Leave_SecondSignal_EndsTheWait()
    {
        var creator = Creator();
        await place.TakerAsync(1);
        var ending = await place.LeaveAsync(
            creator,
            Patience,
            isSignalled: true,
            new CancellationToken(canceled: true)
        );

        Assert.False(ending.LeavesKey);
        Assert.Contains("deleted all the same", Assert.Single(ending.Notices), StringComparison.Ordinal);
        Assert.False(File.Exists(place.FilePath));
    }

    [Fact]
    public async Task Leave_SignalledWhileOthersGoOn_LeavesThemTheKeyAfterThePatience()
    {
        var creator = Creator();
        await place.TakerAsync(1);
        await place.LeaveAsync(await place.TakerAsync(2));
        var leaving = place.LeaveAsync(creator, Patience, isSignalled: true);
        await place.AdvanceAsync(Patience + TimeSpan.FromSeconds(1), leaving);

        var ending = await leaving;
        Assert.True(ending.LeavesKey);
        Assert.Contains("shard 1 has not ended", Assert.Single(ending.Notices), StringComparison.Ordinal);
        Assert.Equal(["key", "key.shard-1", "key.shard-2"], place.Files);
    }

    // As where a whole node is drained: all of them are started again, in any order.
    [Fact]
    public async Task Leave_AllWereSignalled_TheirReplacementsWaitForANewKey()
    {
        var creator = Creator();
        await place.LeaveAsync(await place.TakerAsync(1));
        await place.LeaveAsync(await place.TakerAsync(2));
        Assert.False((await place.LeaveAsync(creator, Patience, isSignalled: true)).LeavesKey);
        var taken = place.Start(1).TakeAsync(CancellationToken.None);
        await place.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.False(taken.IsCompleted);

        place.Start(0).Publish("sk-new", "id-2");
        await place.AdvanceAsync(TimeSpan.FromSeconds(1), taken);

        Assert.Equal("sk-new", (await taken).Key);
    }

    [Fact]
    public async Task Leave_SignalledWithoutAMoment_NobodyCouldTakeOver_DeletesIt()
    {
        var creator = place.Start(0, moment: "");
        creator.Publish("sk-secret", "id-1");
        var leaving = place.LeaveAsync(creator, Patience, isSignalled: true);
        await place.AdvanceAsync(Patience + TimeSpan.FromSeconds(1), leaving);

        Assert.False((await leaving).LeavesKey);
        Assert.False(File.Exists(place.FilePath));
    }

    [Fact]
    public async Task Leave_NoKeyWasHad_WaitsForNobodyAndKeepsTheReason()
    {
        var creator = place.Start(0);
        creator.Refuse("HTTP 401");

        var ending = await place.LeaveAsync(creator, Patience);

        Assert.Empty(ending.Notices);
        Assert.Contains("HTTP 401", place.Text, StringComparison.Ordinal);
    }

    // Whatever else cannot be removed or written, the key does not stay on the disk.
    [Fact]
    public async Task Leave_NothingElseWorks_TheKeysFileGoesAllTheSame()
    {
        var creator = Creator();
        await place.LeaveAsync(await place.TakerAsync(1));
        await place.LeaveAsync(await place.TakerAsync(2));
        Directory.CreateDirectory(place.FilePath + ".refused");

        var ending = await place.LeaveAsync(creator, Patience);

        Assert.False(File.Exists(place.FilePath));
        Assert.DoesNotContain("sk-secret", place.Text, StringComparison.Ordinal);
        Assert.Contains("--key-exchange", Assert.Single(ending.Notices), StringComparison.Ordinal);
        Assert.DoesNotContain("key.shard-1", place.Files);
    }

    [Fact]
    public async Task Leave_KeyOfAnotherLoadInItsPlace_StaysThere()
    {
        var creator = place.Start(0);
        var other = new KeyExchange(place.FilePath, "2026-08-22T00:00:00Z", 0, 3, place.Clock);
        other.Publish("sk-other", "id-2");

        await place.LeaveAsync(creator, Patience);

        Assert.True(File.Exists(place.FilePath));
    }

    public void Dispose() => place.Dispose();

    private KeyExchange Creator()
    {
        var creator = place.Start(0);
        creator.Publish("sk-secret", "id-1");
        return creator;
    }
}
