using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Load;

/// <summary>Shards together are the one load that they were cut from.</summary>
public sealed class ShardTests
{
    [Theory]
    [InlineData(10, 3, new long[] { 4, 3, 3 })]
    [InlineData(9, 3, new long[] { 3, 3, 3 })]
    [InlineData(2, 3, new long[] { 1, 1, 0 })]
    public void ShareOf_AnyNumber_AddsUpToIt(long total, int count, long[] shares)
    {
        Assert.Equal(shares, Enumerable.Range(0, count).Select(index => new Shard(index, count).ShareOf(total)));
        Assert.Equal(total, shares.Sum());
    }

    [Fact]
    public async Task Spawn_ThreeShards_StartTheUsersOfOneProcessAtTheSameMoments()
    {
        var whole = await SpawnAsync(new ClosedLoad(10, 2), Shard.Whole);
        var shards = new List<(int User, double Second)>();
        for (var index = 0; index < 3; index++)
        {
            var shard = new Shard(index, 3);
            shards.AddRange(await SpawnAsync(new ClosedLoad((int)shard.ShareOf(10), 2.0 / 3), shard));
        }

        shards.Sort();
        Assert.Equal(whole.Select(each => each.User), shards.Select(each => each.User));
        Assert.All(whole.Zip(shards), pair => Assert.Equal(pair.First.Second, pair.Second.Second, 0.021));
    }

    [Fact]
    public void Random_OfDifferentShards_IsNotTheSame()
    {
        var first = UserRandom.Create(7, new Shard(0, 2).UserNumber(0)).Next();
        Assert.NotEqual(first, UserRandom.Create(7, new Shard(1, 2).UserNumber(0)).Next());
    }

    private static async Task<List<(int User, double Second)>> SpawnAsync(ClosedLoad load, Shard shard)
    {
        using var harness = new LoadHarness();
        var run = harness.Start(new LoadPlan { Profile = load, Shard = shard });
        for (var step = 0; step < 600 && harness.Iterations.Count < load.Users; step++)
        {
            harness.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(5);
        }

        await harness.BegunAsync(load.Users);
        harness.FirstSignal();
        harness.SecondSignal();
        await run;
        return [.. harness.Iterations.Select((each, place) => (each.Context.User, harness.BeginSeconds()[place]))];
    }
}
