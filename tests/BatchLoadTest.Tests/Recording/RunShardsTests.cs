using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Recording;

/// <summary>A merge of shards is one of all shards.</summary>
public sealed class RunShardsTests
{
    [Fact]
    public void Disagreements_AllShards_AreNone() =>
        Assert.Empty(RunMerge.Disagreements([Run("2/3", 3), Run("0/3", 4), Run("1/3", 3)]));

    [Fact]
    public void Disagreements_ShardMissing_IsNamed() =>
        Assert.Equal(["--shard: 1/3 is missing"], RunMerge.Disagreements([Run("0/3", 4), Run("2/3", 3)]));

    [Fact]
    public void Disagreements_ShardTwice_IsNamed() =>
        Assert.Equal(
            ["--shard: 1/2 is there more than once"],
            RunMerge.Disagreements([Run("0/2", 4), Run("1/2", 3), Run("1/2", 3)])
        );

    [Fact]
    public void Disagreements_SharesOfDifferentLoads_AreNamed() =>
        Assert.Equal(
            ["--shard: 1/2 is missing", "--shard: 0/3 is missing", "--shard: 2/3 is missing"],
            RunMerge.Disagreements([Run("0/2", 5), Run("1/3", 3)])
        );

    [Fact]
    public void Facts_AreThoseOfTheWholeLoad()
    {
        var facts = RunMerge.Facts([Run("0/3", 4), Run("1/3", 3), Run("2/3", 3)]);

        Assert.Equal(new ClosedLoad(10, 5), facts.Plan.Profile);
        Assert.DoesNotContain(facts.Settings, setting => setting.Name == "shard");
        Assert.Equal("10", facts.Settings.Single(setting => setting.Name == "users").Value);
        Assert.Equal("5", facts.Settings.Single(setting => setting.Name == "spawn-rate").Value);
    }

    private static RecordedRun Run(string shard, int users) =>
        new()
        {
            Run = SampleRun.Report.Run with
            {
                Id = shard,
                Plan = SampleRun.Report.Run.Plan with { Profile = new ClosedLoad(users, 5.0 / 3), Iterations = null },
                Settings =
                [
                    new("users", "10", "--users"),
                    new("spawn-rate", "5", "--spawn-rate"),
                    new("shard", shard, "--shard"),
                ],
            },
            Ending = SampleRun.Report.Ending,
            Final = SampleRun.Report.Final,
            History = new ListedHistory([]),
            Keys = ["one"],
        };
}
