using System.Text;
using BatchLoadTest.Scenarios.Reading;

namespace BatchLoadTest.Tests.Scenarios.Reading;

public sealed class JsonHashTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """ { "b" : [ 1 , 2 ] , "a" : 1 } """)]
    [InlineData("""{"a":"é\n"}""", """{"\u0061":"\u00e9\u000a"}""")]
    [InlineData("""{"a":{"x":{},"y":[]}}""", """{"a":{"y":[],"x":{}}}""")]
    public void SameJson_WrittenInAnotherWay_HasTheSameHash(string one, string other) =>
        Assert.Equal(Of(one), Of(other));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":1}""", """{"b":1}""")]
    [InlineData("""{"a":"b"}""", """{"b":"a"}""")]
    [InlineData("""[1,2]""", """[2,1]""")]
    [InlineData("""[[1],2]""", """[[1,2]]""")]
    [InlineData("""{"a":{"b":1},"c":2}""", """{"a":{"c":2},"b":1}""")]
    [InlineData("""{}""", """[]""")]
    [InlineData("""null""", """false""")]
    [InlineData("""{"a":1}""", """{"a":1,"a":1}""")]
    public void OtherJson_HasAnother(string one, string other) => Assert.NotEqual(Of(one), Of(other));

    [Fact]
    public void LongAndDeep_IsReadToItsEnd()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 900)) + string.Concat(Enumerable.Repeat("]", 900));
        var text = new string('x', 100_000) + "\\n";

        Assert.NotEqual(Of(deep), Of($"[{deep[1..^1]},1]"));
        Assert.NotEqual(Of($"\"{text}a\""), Of($"\"{text}b\""));
    }

    private static ulong Of(string json) => JsonHash.Of(Encoding.UTF8.GetBytes(json));
}
