using System.Text;
using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Reporting.Html;

namespace BatchLoadTest.Tests.Reporting.Html;

/// <summary>The plan as it is drawn before a run.</summary>
public sealed class PlanCurveTests
{
    private static readonly LoadPlan Staged = new()
    {
        Profile = new StagedUsers(
            Schedule.Of(
                [new LoadStage(TimeSpan.FromSeconds(30), 0, 10), new LoadStage(TimeSpan.FromSeconds(60), 20, 20)]
            )
        ),
        RunTime = TimeSpan.FromSeconds(90),
    };

    [Fact]
    public void Stages_AreTheirCorners() =>
        Assert.Equal(
            """{"plan":{"unit":"users","warm_up_s":0,"has_end":true,"points":[[0,0],[30,10],[30,20],[90,20]]}}""",
            Curve(Staged)
        );

    [Fact]
    public void WarmUp_LiesBeforeZero_AtTheFirstLevelNamed() =>
        Assert.Equal(
            """{"plan":{"unit":"users","warm_up_s":15,"has_end":true,"points":[[-15,10],[0,10],[0,0],[30,10],[30,20],[90,20]]}}""",
            Curve(Staged with { WarmUp = TimeSpan.FromSeconds(15) })
        );

    [Theory]
    [InlineData(15, "[[0,0],[15,5]]")]
    [InlineData(120, "[[0,0],[30,10],[30,20],[90,20],[90,20],[120,20]]")]
    public void RunTime_CutsThemOrHoldsTheLastLevel(int seconds, string points) =>
        Assert.Contains(points, Curve(Staged with { RunTime = TimeSpan.FromSeconds(seconds) }), StringComparison.Ordinal);

    [Fact]
    public void Rate_WithoutAnEnd_SaysSo() =>
        Assert.Equal(
            """{"plan":{"unit":"starts_per_s","warm_up_s":0,"has_end":false,"points":[[0,5],[300,5]]}}""",
            Curve(new LoadPlan { Profile = new ArrivalLoad(Schedule.Constant(5), ArrivalPattern.Even, 10) })
        );

    [Fact]
    public void Users_HaveNone() =>
        Assert.Equal("""{"plan":null}""", Curve(new LoadPlan { Profile = new ClosedLoad(5, 1) }));

    private static string Curve(LoadPlan plan)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            PlanCurve.Write(json, "plan", plan);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
