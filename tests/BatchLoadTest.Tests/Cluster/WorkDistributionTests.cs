using BatchLoadTest.Cluster;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Tests.Cluster;

public sealed class WorkDistributionTests
{
    private static readonly WorkerAddress A = new("a");
    private static readonly WorkerAddress B = new("b");
    private static readonly WorkerAddress C = new("c");

    [Fact]
    public void Begin_EachUserIsOneWorkers_ByCores()
    {
        var distribution = Users(100, (A, 1), (B, 3));

        Assert.Equal(25, distribution.PartOf(A).Users!.Count);
        Assert.Equal(75, distribution.PartOf(B).Users!.Count);
        AssertWhole(100, distribution, A, B);
    }

    [Fact]
    public void Begin_FewUsers_AreSpread()
    {
        var distribution = Users(3, (A, 4), (B, 4), (C, 4));

        Assert.All(new[] { A, B, C }, worker => Assert.Single(distribution.PartOf(worker).Users!));
    }

    // Whoever was to begin has gone, or the load is ended before anybody is there.
    [Fact]
    public void Begin_NobodyIsThere_TheFirstThatComesHasAll()
    {
        var distribution = Users(3);
        distribution.Change(new ClosedLoad(5, 10), TimeSpan.FromSeconds(1));

        distribution.Add(A, 2, TimeSpan.FromSeconds(2));
        distribution.Distribute(TimeSpan.FromSeconds(2), running: 5);

        Assert.Equal([1, 2, 3, 4, 5], distribution.PartOf(A).Users);
    }

    [Fact]
    public void Remove_TheOthersHaveAllOfIt_OneAfterTheOtherAtTheSpawnRate()
    {
        var distribution = Users(40, (A, 1), (B, 1));
        var gone = distribution.PartOf(A).Users!;

        distribution.Remove(A, TimeSpan.FromSeconds(30), running: 40);

        var part = distribution.PartOf(B);
        Assert.Equal(Enumerable.Range(1, 40), part.Users);
        Assert.Equal(gone, part.Gained.Select(gained => gained.Number));
        Assert.Equal(
            Enumerable.Range(0, 20).Select(place => TimeSpan.FromSeconds(place / 10.0)),
            part.Gained.Select(gained => gained.After)
        );
        Assert.Equal((1L, TimeSpan.FromSeconds(30)), (part.Epoch, part.From));
    }

    [Fact]
    public void Remove_WhileUsersStillStart_ThoseToComeStartByThePlan()
    {
        var distribution = Users(40, (A, 1), (B, 1));

        distribution.Remove(A, TimeSpan.FromSeconds(1), running: 10);

        Assert.All(distribution.PartOf(B).Gained, gained => Assert.InRange(gained.Number, 1, 10));
    }

    [Fact]
    public void Add_TakesFromTheOthers_OnlyWhenTheirUsersHaveEnded()
    {
        var distribution = Users(40, (A, 1));
        distribution.Add(B, 1, TimeSpan.FromSeconds(10));
        distribution.Distribute(TimeSpan.FromSeconds(10), running: 40);

        Assert.Equal(20, distribution.PartOf(A).Users!.Count);
        Assert.Empty(distribution.PartOf(B).Users!);

        Assert.False(distribution.Distribute(TimeSpan.FromSeconds(11), running: 40));

        distribution.Leaving(A, [21, 22]);
        Assert.True(distribution.Distribute(TimeSpan.FromSeconds(12), running: 40));
        Assert.Equal(Enumerable.Range(23, 18), distribution.PartOf(B).Users);

        distribution.Leaving(A, []);
        Assert.True(distribution.Distribute(TimeSpan.FromSeconds(13), running: 40));
        AssertWhole(40, distribution, A, B);
        Assert.Equal(20, distribution.PartOf(B).Users!.Count);
    }

    [Fact]
    public void Change_MoreUsers_AreSpreadToo()
    {
        var distribution = Users(10, (A, 1), (B, 1));

        distribution.Change(new ClosedLoad(30, 10), TimeSpan.FromSeconds(5));

        AssertWhole(30, distribution, A, B);
        Assert.Equal(15, distribution.PartOf(A).Users!.Count);
    }

    [Fact]
    public void Arrivals_EachStartIsOneWorkers_InEveryDistribution()
    {
        var distribution = new WorkDistribution(
            new ArrivalLoad(Schedule.Constant(5), ArrivalPattern.Poisson, MaxUsers: 100)
        );
        distribution.Begin([(A, 2), (B, 4), (C, 2)]);
        AssertEachOnce(A, B, C);

        distribution.Remove(B, TimeSpan.FromSeconds(9), running: 0);
        AssertEachOnce(A, C);
        Assert.Equal(100, distribution.PartOf(A).MostUsers + distribution.PartOf(C).MostUsers);

        var epoch = distribution.Epoch;
        distribution.Remove(C, TimeSpan.FromSeconds(12), running: 0);
        Assert.All(Enumerable.Range(0, 100), number => Assert.True(distribution.PartOf(A).Arrivals.Has(number)));
        Assert.True(distribution.Epoch > epoch);

        void AssertEachOnce(params WorkerAddress[] workers)
        {
            var shares = workers.Select(worker => distribution.PartOf(worker).Arrivals).ToList();
            Assert.All(Enumerable.Range(0, 5000), number => Assert.Single(shares, share => share.Has(number)));
            // Scattered, and by cores.
            Assert.InRange(Enumerable.Range(0, 5000).Count(number => shares[0].Has(number)), 1100, 2600);
        }
    }

    [Fact]
    public void Iterations_TheSharesAddUp()
    {
        var distribution = Users(10, (A, 1), (B, 1), (C, 1));

        Assert.Equal(100, new[] { A, B, C }.Sum(worker => distribution.ShareOf(worker, 100)));
    }

    [Fact]
    public void LastWorkerIsRemoved_NobodyHasAnything()
    {
        var distribution = Users(10, (A, 1));

        distribution.Remove(A, TimeSpan.FromSeconds(1), running: 10);

        Assert.Empty(distribution.PartOf(A).Users!);
        Assert.False(distribution.PartOf(A).Arrivals.Has(0));
    }

    private static WorkDistribution Users(int users, params (WorkerAddress, int)[] workers)
    {
        var distribution = new WorkDistribution(new ClosedLoad(users, SpawnRate: 10));
        distribution.Begin(workers);
        return distribution;
    }

    private static void AssertWhole(int users, WorkDistribution distribution, params WorkerAddress[] workers) =>
        Assert.Equal(
            Enumerable.Range(1, users),
            workers.SelectMany(worker => distribution.PartOf(worker).Users!).Order()
        );
}
