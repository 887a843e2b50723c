using BatchLoadTest.Engines;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Tests.Settings;

public sealed class EngineTextTests
{
    private static readonly string[] Both = ["builtin", "nbomber"];

    [Theory]
    [InlineData("nbomber", "nbomber")]
    [InlineData(" NBomber ", "nbomber")]
    [InlineData("BUILTIN", "builtin")]
    public void Name_InABuildThatHoldsIt_IsRead(string text, string expected) =>
        Assert.Equal(expected, EngineText.Parse(text, Both).Value);

    [Fact]
    public void OtherName_SaysWhatThisBuildHolds() =>
        Assert.Equal("must be builtin or nbomber", EngineText.Parse("k6", Both).Problem);

    [Fact]
    public void NBomber_InAPlainBuild_SaysHowToBuildItIn()
    {
        Assert.Equal(["builtin"], LoadEngines.Names);
        Assert.Contains("-p:WithNBomber=true", EngineText.Parse("nbomber").Problem, StringComparison.Ordinal);
    }
}
