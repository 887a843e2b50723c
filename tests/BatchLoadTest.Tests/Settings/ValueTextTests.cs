using BatchLoadTest.Load;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Tests.Settings;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1h30m15s", 5_415_000)]
    [InlineData("500ms", 500)]
    [InlineData("1s500ms", 1500)]
    [InlineData("90", 90_000)]
    [InlineData("1.5s", 1500)]
    [InlineData("0.25", 250)]
    [InlineData("1d", 86_400_000)]
    [InlineData(" 5m ", 300_000)]
    [InlineData("5s\n", 5000)]
    [InlineData("24d", 2_073_600_000)]
    public void Duration_Read(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.AboveZero(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("s")]
    [InlineData("5x")]
    [InlineData("5 m")]
    [InlineData("-5s")]
    [InlineData("1,5s")]
    [InlineData("30m1h")]
    [InlineData("1s1s")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e3")]
    [InlineData("25d")]
    [InlineData("99999999999999999999999999999999s")]
    [InlineData("٣s")]
    [InlineData("0")]
    [InlineData("0.00000001s")]
    public void Duration_Refused(string text) => Assert.NotNull(DurationText.AboveZero(text).Problem);

    [Fact]
    public void Duration_MayBeZeroWhereAllowed() =>
        Assert.Equal(
            TimeSpan.Zero,
            DurationText.ZeroOrMore("0s") is { Problem: null } parsed ? parsed.Value : TimeSpan.MaxValue
        );

    [Theory]
    [InlineData("1s-3s", 1000, 3000)]
    [InlineData("1-3", 1000, 3000)]
    [InlineData("500ms - 1m", 500, 60_000)]
    [InlineData("2s", 2000, 2000)]
    [InlineData("0", 0, 0)]
    public void Wait_Read(string text, int minimum, int maximum) =>
        Assert.Equal(
            new WaitTime(TimeSpan.FromMilliseconds(minimum), TimeSpan.FromMilliseconds(maximum)),
            WaitText.Parse(text).Value
        );

    [Theory]
    [InlineData("3s-1s")]
    [InlineData("1s-2s-3s")]
    [InlineData("-1s")]
    [InlineData("1s-")]
    [InlineData("a-b")]
    public void Wait_Refused(string text) => Assert.NotNull(WaitText.Parse(text).Problem);

    [Theory]
    [InlineData("4KB", 4000)]
    [InlineData("4KiB", 4096)]
    [InlineData("4kib", 4096)]
    [InlineData("100MB", 100_000_000)]
    [InlineData("1.5 GB", 1_500_000_000)]
    [InlineData("2GiB", 2_147_483_648)]
    [InlineData("123", 123)]
    [InlineData("7B", 7)]
    public void Size_Read(string text, long bytes) => Assert.Equal(bytes, SizeText.Parse(text).Value);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("4K")]
    [InlineData("KB")]
    [InlineData("1e3")]
    [InlineData("2000GB")]
    [InlineData("99999999999999999999999999999999999999GB")]
    public void Size_Refused(string text) => Assert.NotNull(SizeText.Parse(text).Problem);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.05", 0.05)]
    [InlineData("5%", 0.05)]
    [InlineData("0.5%", 0.005)]
    [InlineData("100%", 1)]
    [InlineData("1", 1)]
    public void Share_Read(string text, double share) => Assert.Equal(share, ShareText.Parse(text).Value, 12);

    [Theory]
    [InlineData("1.01")]
    [InlineData("101%")]
    [InlineData("-0.1")]
    [InlineData("NaN")]
    [InlineData("%")]
    [InlineData("")]
    [InlineData("0,5")]
    public void Share_Refused(string text) => Assert.NotNull(ShareText.Parse(text).Problem);

    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    public void Flag_Read(string text, bool value) =>
        Assert.Equal((value, null), (FlagText.Parse(text).Value, FlagText.Parse(text).Problem));

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e3")]
    [InlineData("-1")]
    [InlineData("1,000")]
    [InlineData("0")]
    [InlineData("2000001")]
    public void Number_Refused(string text)
    {
        Assert.NotNull(NumberText.AboveZero(1_000_000)(text).Problem);
        Assert.NotNull(NumberText.Whole(1, 1_000_000)(text).Problem);
    }

    [Fact]
    public void Number_TooLongForADouble_Refused() =>
        Assert.NotNull(NumberText.AboveZero(1_000_000)(new string('9', 400)).Problem);

    [Fact]
    public void Count_BeyondItsType_Refused() => Assert.NotNull(NumberText.Count("9223372036854775808").Problem);
}
