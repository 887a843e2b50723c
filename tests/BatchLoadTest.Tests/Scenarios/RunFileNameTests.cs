using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class RunFileNameTests
{
    [Theory]
    [InlineData("batch_input_medium.jsonl", "batch_input_medium.run-1.jsonl")]
    [InlineData("generated.jsonl", "generated.run-1.jsonl")]
    [InlineData("data", "data.run-1.jsonl")]
    public void Of_PlainName_CarriesTheRun(string plain, string expected) =>
        Assert.Equal(expected, RunFileName.Of(plain, "run-1"));

    [Theory]
    [InlineData("data.run-1.jsonl", true)]
    [InlineData("data.run-12.jsonl", false)]
    [InlineData("data.xrun-1.jsonl", false)]
    [InlineData("data.run-1.jsonl.bak", false)]
    [InlineData("data.jsonl", false)]
    [InlineData(null, false)]
    public void IsOf_Name_IsTheRunsOwnOnlyWithItsWholeId(string? name, bool expected) =>
        Assert.Equal(expected, RunFileName.IsOf(name, "run-1"));
}
