using BatchLoadTest.NBomber.Mapping;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.NBomber;

public sealed class ThresholdConditionTests
{
    [Theory]
    [InlineData("Less", true, false, false)]
    [InlineData("LessOrEqual", true, true, false)]
    [InlineData("Greater", false, false, true)]
    [InlineData("GreaterOrEqual", false, true, true)]
    [InlineData("Equal", false, true, false)]
    [InlineData("NotEqual", true, false, true)]
    public void Condition_BelowAtAndAboveTheLimit(string comparison, bool below, bool at, bool above)
    {
        var holds = Build(Enum.Parse<ThresholdOperator>(comparison)).Compile();

        Assert.Equal((below, at, above), (holds(new(1, 499)), holds(new(1, 500)), holds(new(1, 501))));
        // NBomber judges from the first seconds on, when nothing has happened yet.
        Assert.True(holds(new(0, 0)));
        Assert.True(holds(new(0, 1000)));
    }

    [Fact]
    public void Condition_IsReadableInAReport() =>
        Assert.Equal(
            "stats => ((stats.Count == 0) OrElse (stats.P95 < 500))",
            Build(ThresholdOperator.Less).ToString()
        );

    private static System.Linq.Expressions.Expression<Func<Stats, bool>> Build(ThresholdOperator comparison) =>
        ThresholdCondition.Build<Stats>(stats => stats.P95, any => any.Count == 0, comparison, 500);

    private sealed record Stats(int Count, double P95);
}
