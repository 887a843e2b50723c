using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class RetryAfterTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("60", 60)]
    [InlineData("0", 0)]
    [InlineData("1.5", 1.5)]
    [InlineData("0.25", 0.25)]
    [InlineData("99999999.5", 86400)]
    [InlineData("Sat, 01 Aug 2026 12:00:30 GMT", 30)]
    [InlineData("Sat, 01 Aug 2026 11:00:00 GMT", 0)]
    public void Read_SecondsOrDate_IsTheWait(string value, double seconds) => Assert.Equal(seconds, Read(value));

    [Theory]
    [InlineData("-5")]
    [InlineData("-1.5")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public void Read_Garbage_IsAsIfAbsent(string value) => Assert.Null(Read(value));

    [Fact]
    public void Read_Absent_IsNull()
    {
        using var response = Answer.Text(429);

        Assert.Null(RetryAfter.Read(response, clock));
    }

    [Fact]
    public void Read_DateAndTheServersOwnDate_ComparesThoseTwo()
    {
        using var response = Answer.RetryAfter(503, "Sat, 01 Aug 2026 18:00:10 GMT");
        response.Headers.TryAddWithoutValidation("Date", "Sat, 01 Aug 2026 18:00:00 GMT");

        Assert.Equal(TimeSpan.FromSeconds(10), RetryAfter.Read(response, clock));
    }

    private double? Read(string value)
    {
        using var response = Answer.RetryAfter(429, value);
        return RetryAfter.Read(response, clock)?.TotalSeconds;
    }
}
