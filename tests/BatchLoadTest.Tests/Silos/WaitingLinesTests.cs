using BatchLoadTest.Silos.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Silos;

/// <summary>A worker that waits says why, and not too often.</summary>
public sealed class WaitingLinesTests
{
    [Fact]
    public void Waiting_SaysTheNewestProblemAfterTenSecondsAndEachThirty()
    {
        var time = new FakeTimeProvider();
        List<string> said = [];
        using (var lines = new WaitingLines(said.Add, "first", time))
        {
            time.Advance(TimeSpan.FromSeconds(9));
            Assert.Empty(said);
            lines.Problem = "second";
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(["second"], said);
            time.Advance(TimeSpan.FromSeconds(29));
            lines.Problem = "third";
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(["second", "third"], said);
        }

        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, said.Count);
    }
}
