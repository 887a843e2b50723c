using BatchLoadTest.NBomber.Mapping;

namespace BatchLoadTest.Tests.NBomber;

public sealed class TestHandleTests
{
    private readonly TestHandle handle = new();
    private readonly List<string> told = [];

    [Fact]
    public void Stop_TellsTheTestOnce()
    {
        handle.Attach(told.Add);
        handle.Stop("first");
        handle.Stop("second");

        Assert.Equal(["first"], told);
    }

    [Fact]
    public void Stop_BeforeTheTestCanBeTold_IsKept()
    {
        handle.Stop("early");
        Assert.Empty(told);
        handle.Attach(told.Add);

        Assert.Equal(["early"], told);
    }

    [Fact]
    public void Stop_AfterTheEnd_IsForgotten()
    {
        handle.Attach(told.Add);
        handle.Detach();
        handle.Stop("late");

        Assert.Empty(told);
    }
}
