using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Tests.Reporting.Text;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.0412, "0.04 ms")]
    [InlineData(0.8, "0.8 ms")]
    [InlineData(9.94, "9.9 ms")]
    [InlineData(9.96, "10 ms")]
    [InlineData(12.4, "12 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.6, "1.00 s")]
    [InlineData(1_241, "1.24 s")]
    [InlineData(9_996, "10.0 s")]
    [InlineData(59_940, "59.9 s")]
    [InlineData(59_960, "1m00s")]
    [InlineData(125_000, "2m05s")]
    [InlineData(3_599_400, "59m59s")]
    [InlineData(3_599_600, "1h00m")]
    [InlineData(172_799_000, "48h00m")]
    public void Time_UsesTheUnitThatFits(double milliseconds, string expected) =>
        Assert.Equal(expected, Figures.Time(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(42, "0:42")]
    [InlineData(62.9, "1:02")]
    [InlineData(3_723, "1:02:03")]
    [InlineData(172_799, "47:59:59")]
    [InlineData(-0.4, "0:00")]
    [InlineData(-2.5, "-0:02")]
    public void Clock_CountsWholeSeconds(double seconds, string expected) =>
        Assert.Equal(expected, Figures.Clock(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.5, "500ms")]
    [InlineData(30, "30s")]
    [InlineData(90, "1m30s")]
    [InlineData(120, "2m")]
    [InlineData(5_400, "1h30m")]
    [InlineData(1.5, "1500ms")]
    public void Setting_IsWrittenAsPeopleTypeIt(double seconds, string expected) =>
        Assert.Equal(expected, Figures.Setting(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(9_999, "9999")]
    [InlineData(12_345, "12.3k")]
    [InlineData(999_499, "999k")]
    [InlineData(999_500, "1.00M")]
    [InlineData(9_876_543_210, "9.88G")]
    [InlineData(long.MaxValue, "9223372T")]
    public void ShortCount_KeepsThreeDigits(long count, string expected) =>
        Assert.Equal(expected, Figures.ShortCount(count));

    [Fact]
    public void CountWithin_IsExactWhileItFits()
    {
        Assert.Equal("1234567890", Figures.CountWithin(1_234_567_890, 10));
        Assert.Equal("12.3G", Figures.CountWithin(12_345_678_901, 10));
    }

    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.0, "0%")]
    [InlineData(0.00001, "<0.01%")]
    [InlineData(0.0012, "0.12%")]
    [InlineData(0.123, "12.3%")]
    [InlineData(0.99999, "99.9%")]
    [InlineData(1.0, "100%")]
    public void Share_NeverRoundsToNoneOrAll(double? share, string expected) =>
        Assert.Equal(expected, Figures.Share(share));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.254, "0.25")]
    [InlineData(12.34, "12.3")]
    [InlineData(4_800.4, "4800")]
    [InlineData(123_456, "123k")]
    [InlineData(double.NaN, "-")]
    [InlineData(double.PositiveInfinity, "4611686T")]
    public void Rate_KeepsThreeDigits(double rate, string expected) => Assert.Equal(expected, Figures.Rate(rate));

    [Theory]
    [InlineData(1, "1 byte")]
    [InlineData(812, "812 bytes")]
    [InlineData(4_500_000, "4.50 MB")]
    public void Bytes_UsesTheUnitThatFits(long bytes, string expected) => Assert.Equal(expected, Figures.Bytes(bytes));
}
