using BatchLoadTest.Comparison;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Tests.Comparison;

public sealed class ComparedSettingsTests
{
    // A new setting of a run belongs here where it can change a figure, or in ComparedSettings with a reason.
    private static readonly string[] Counting =
    [
        .. "dialect api-base api-version timeout upload-timeout http-version connections cookies accept-encoding".Split(
            ' '
        ),
        .. "header no-trace-headers auth api-key-endpoint api-key-purpose username".Split(' '),
        .. "users spawn-rate run-time iterations iterations-per-user arrival-rate arrivals stages in-flight".Split(' '),
        .. "max-users warm-up wait pacing step-wait stop-timeout seed nbomber-arg expect-workers on-worker-loss".Split(
            ' '
        ),
        .. "verify endpoint completion-window poll-interval poll-backoff poll-max-interval max-polls".Split(' '),
        .. "batch-timeout max-retries cancel cancel-timeout retry-failed retry-by delete-input expire-files".Split(' '),
        .. "read read-interval read-again list check-results max-line check-usage usage-timeout estimate".Split(' '),
        .. "test-data generate-requests generate-bytes prompt-tokens output-tokens shared-prefix".Split(' '),
        .. "generate-model vary distinct-ids price max-rows max-tokens max-cost".Split(' '),
        .. "of from to resolution level-time max-time sizes".Split(' '),
    ];

    [Fact]
    public void EverySettingOfARun_EitherCountsOrIsLeftOutForAReason()
    {
        var all = SettingCatalogue
            .Of(CommandKinds.Run)
            .Concat(SettingCatalogue.Of(CommandKinds.Capacity))
            .Select(setting => setting.Name)
            .Distinct()
            .ToList();

        Assert.Equal(
            Counting.Order(StringComparer.Ordinal),
            all.Where(name =>
                    ComparedSettings.ReasonToLeaveOut(name) is null
                    // What the mock does is what is measured.
                    && !name.StartsWith("mock-", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal("it says where files are", ComparedSettings.ReasonToLeaveOut("mock-data-folder"));
        Assert.Null(ComparedSettings.ReasonToLeaveOut("mock-latency"));
    }

    [Theory]
    [InlineData("results", "a", "b")]
    [InlineData("web-port", "8089", "8090")]
    [InlineData("master-port", "1", "2")]
    [InlineData("headless", "true", "false")]
    [InlineData("tag", "commit=1", "commit=2")]
    [InlineData("abort-on-fail", "error_rate < 1%", "error_rate < 2%")]
    [InlineData("test-data", "/job/1/data.jsonl", "D:\\job\\2\\data.jsonl")]
    public void WhatCannotChangeAFigure_IsNoDifference(string name, string one, string other) =>
        Assert.Empty(Differences(name, one, other));

    [Theory]
    [InlineData("test-data", "a/small.jsonl", "a/big.jsonl", "small.jsonl", "big.jsonl")]
    [InlineData("poll-interval", "1s", "2s", "1s", "2s")]
    [InlineData("of-a-later-version", "x", "y", "x", "y")]
    public void WhatMayChangeAFigure_IsOne(string name, string one, string other, string first, string second) =>
        Assert.Equal([new RunDifference(name, first, second)], Differences(name, one, other));

    private static IReadOnlyList<RunDifference> Differences(string name, string one, string other)
    {
        return RunComparison.Of(Run(one), Run(other)).Differences;

        BatchLoadTest.Recording.RecordedRun Run(string value)
        {
            var run = new ScriptedRun { Fill = (_, _) => { } };
            return (run with { Facts = run.Facts with { Settings = [new(name, value, "default")] } }).Record();
        }
    }
}
