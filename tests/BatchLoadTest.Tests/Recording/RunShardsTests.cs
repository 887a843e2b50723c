using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Recording;

/// <summary>A merge of shards is one of all shards.</summary>
public sealed class RunShardsTests
{
    [Fact]
    public void Disagreements_AllShards_AreNone() =>
        Assert.Empty(RunDisagreements.Of([Run("2/3", 3), Run("0/3", 4), Run("1/3", 3)]));

    [Fact]
    public void Disagreements_ShardMissing_IsNamed() =>
        Assert.Equal(["--shard: 1/3 is missing"], RunDisagreements.Of([Run("0/3", 4), Run("2/3", 3)]));

    [Fact]
    public void Disagreements_ShardTwice_IsNamed() =>
        Assert.Equal(
            ["--shard: 1/2 is there more than once"],
            RunDisagreements.Of([Run("0/2", 4), Run("1/2", 3), Run("1/2", 3)])
        );

    [Fact]
    public void Disagreements_SharesOfDifferentLoads_AreNamed() =>
        Assert.Equal(
            ["--shard: 1/2 is missing", "--shard: 0/3 is missing", "--shard: 2/3 is missing"],
            RunDisagreements.Of([Run("0/2", 5), Run("1/3", 3)])
        );

    [Fact]
    public void Disagreements_WhereAWaitRanOut_AreNotTheSharesThatAreMissing()
    {
        Assert.Empty(RunDisagreements.Of([Run("0/3", 4), Run("2/3", 3)], mayLackShares: true));
        Assert.Equal([new Shard(1, 3)], RunMerge.MissingShares([Run("0/3", 4), Run("2/3", 3)]));
        Assert.Single(RunDisagreements.Of([Run("0/3", 4), Run("0/3", 4)], mayLackShares: true));
    }

    [Theory]
    [InlineData("00/2", "1 / 2")]
    [InlineData(" 0/02", "01/2")]
    public void Disagreements_SharesWrittenOtherwise_AreTheSame(string one, string another)
    {
        Assert.Empty(RunDisagreements.Of([Run(one, 5), Run(another, 5)]));
        Assert.Equal(
            ["--shard: 1/2 is there more than once"],
            RunDisagreements.Of([Run(one, 5), Run(another, 5), Run("1/2", 5)])
        );
    }

    [Fact]
    public void Disagreements_WhatIsNoShare_IsNamed() =>
        Assert.Equal(
            ["--shard: 7/2 in 7/2 is no share", "--shard: 1/2 is missing"],
            RunDisagreements.Of([Run("0/2", 5), Run("7/2", 5)])
        );

    [Theory]
    [InlineData("users")]
    [InlineData("spawn-rate")]
    [InlineData("iterations")]
    [InlineData("seed")]
    [InlineData("start-at")]
    public void Disagreements_SharesOfLoadsThatDiffer_AreNamed(string setting)
    {
        var other = With(Run("1/2", 5), setting, "77");

        var found = Assert.Single(RunDisagreements.Of([Run("0/2", 5), other]));

        Assert.StartsWith($"--{setting}: ", found, StringComparison.Ordinal);
        Assert.EndsWith(", 77 in 1/2", found, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_AreThoseOfTheWholeLoad()
    {
        var facts = RunMerge.Facts([Run("0/3", 4), Run("1/3", 3), Run("2/3", 3)]);

        Assert.Equal(new ClosedLoad(10, 5), facts.Plan.Profile);
        Assert.DoesNotContain(facts.Settings, setting => setting.Name == "shard");
        Assert.Equal("10", facts.Settings.Single(setting => setting.Name == "users").Value);
        Assert.Equal("5", facts.Settings.Single(setting => setting.Name == "spawn-rate").Value);
    }

    private static RecordedRun With(RecordedRun run, string setting, string value) =>
        run with
        {
            Run = run.Run with
            {
                Settings =
                [
                    .. run.Run.Settings.Where(each => each.Name != setting),
                    new(setting, value, "--" + setting),
                ],
            },
        };

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
