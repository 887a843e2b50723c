using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Commands;

public sealed class HangUpTests
{
    [Theory]
    [InlineData("SigIgn:\t0000000000000001", true)]
    [InlineData("SigIgn:\t0000000000001001", true)]
    [InlineData("SigIgn:\t0000000000001000", false)]
    [InlineData("SigIgn:\t0000000000000002", false)]
    [InlineData("SigIgn:\t", false)]
    [InlineData("SigCgt:\t0000000000000001", false)]
    public void IsIgnoredIn_StatusOfAProcess_IsSignalOne(string line, bool expected) =>
        Assert.Equal(expected, HangUp.IsIgnoredIn(["Name:\tdotnet", line]));
}
