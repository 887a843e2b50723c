using BatchLoadTest.Runs;

namespace BatchLoadTest.Tests.Commands;

public sealed class OpenFileNeedsTests
{
    [Theory]
    [InlineData(1024, false, false, 864)]
    [InlineData(256, false, false, 96)]
    [InlineData(256, true, false, 24)]
    [InlineData(256, false, true, 32)]
    [InlineData(161, false, false, 1)]
    [InlineData(160, false, false, 0)]
    [InlineData(64, true, true, 0)]
    public void MaxConnections_IsWhatTheProgramLeaves(int limit, bool mock, bool page, int connections)
    {
        var needs = new OpenFileNeeds(limit, mock, page);

        Assert.Equal(connections, needs.MaxConnections);
        Assert.Equal(connections == 0, needs.Problem(300) is not null);
    }

    [Fact]
    public void NoLimit_IsNoProblem()
    {
        var needs = new OpenFileNeeds(null, MockInside: true, HasPage: true);

        Assert.Equal(int.MaxValue, needs.MaxConnections);
        Assert.Null(needs.Problem(300));
    }

    [Fact]
    public void LimitFor_IsEnoughAndTheLeast()
    {
        var needs = new OpenFileNeeds(64, MockInside: true, HasPage: false);

        Assert.Equal(300, (needs with { Limit = needs.LimitFor(300) }).MaxConnections);
        Assert.Equal(299, (needs with { Limit = needs.LimitFor(300) - 1 }).MaxConnections);
    }
}
