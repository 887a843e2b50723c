using BatchLoadTest.Load.BuiltIn;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Load;

public sealed class VirtualUserTests
{
    // Whoever is told that it leaves may end its iteration at once: it must not begin another one then.
    [Fact]
    public async Task Leaving_IsSeenByTheUser_BeforeAnyoneCanActOnIt()
    {
        var user = new VirtualUser(number: 1, place: 1);
        Task<bool>? asked = null;

        Assert.True(
            user.TryLeave(_ =>
            {
                asked = Task.Run(() => user.IsLeaving);
                Assert.False(asked.Wait(TimeSpan.FromMilliseconds(50)));
            })
        );

        Assert.True(await asked!.WaitAsync(Eventually.Patience));
        Assert.True(user.End());
    }

    [Fact]
    public void OneThatHasEnded_IsNotToldToLeave()
    {
        var user = new VirtualUser(number: 1, place: 1);

        Assert.False(user.End());

        Assert.False(user.TryLeave(_ => Assert.Fail("nobody leaves")));
        Assert.False(user.IsLeaving);
    }
}
