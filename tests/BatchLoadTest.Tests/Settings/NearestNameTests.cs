using BatchLoadTest.Settings;

namespace BatchLoadTest.Tests.Settings;

public sealed class NearestNameTests
{
    private static readonly string[] Known =
    [
        "--host",
        "--users",
        "--username",
        "--spawn-rate",
        "--run-time",
        "--wait",
    ];

    [Theory]
    [InlineData("--spwan-rate", "--spawn-rate")]
    [InlineData("--hots", "--host")]
    [InlineData("--user", "--users")]
    [InlineData("--usrename", "--username")]
    [InlineData("--run_time", "--run-time")]
    [InlineData("--RUN-TIME", "--run-time")]
    [InlineData("--spawn", "--spawn-rate")]
    [InlineData("--web-port", null)]
    [InlineData("--x", null)]
    public void Find_ByFewestChanges(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, Known));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_CountsChangesAndSwaps(string left, string right, int expected) =>
        Assert.Equal(expected, NearestName.Distance(left, right));
}
