using BatchLoadTest.Comparison;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Tests.Settings;

public sealed class FailOnTextTests
{
    [Theory]
    [InlineData("worse", 0)]
    [InlineData(" Worse ", 0)]
    [InlineData("worse:10%", 0.1)]
    [InlineData("worse: 12.5 %", 0.125)]
    [InlineData("worse:0%", 0)]
    [InlineData("worse:250%", 2.5)]
    public void FailOn_Read(string text, double limit) =>
        Assert.Equal((new FailOn(limit), null), (FailOnText.Parse(text).Value, FailOnText.Parse(text).Problem));

    [Theory]
    [InlineData("")]
    [InlineData("better")]
    [InlineData("worse:")]
    [InlineData("worse:10")]
    [InlineData("worse:0.1")]
    [InlineData("worse:-10%")]
    [InlineData("worse:NaN%")]
    [InlineData("worse:10%%")]
    [InlineData("worse:10%:5%")]
    [InlineData("worse 10%")]
    [InlineData("p95:10%")]
    public void FailOn_Refused(string text) =>
        Assert.StartsWith("must be worse, or worse:10%", FailOnText.Parse(text).Problem, StringComparison.Ordinal);
}
