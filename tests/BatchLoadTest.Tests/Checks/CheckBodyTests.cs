using System.Text;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Tests.Checks;

public sealed class CheckBodyTests
{
    [Fact]
    public void BytesAsAPersonSendsThem_AreAllThere()
    {
        var body = CheckBody.Bytes([0xff, 0, .. Encoding.UTF8.GetBytes("it's \\ 100 %\r\nü")], "text/plain");

        Assert.Equal(
            """-H 'Content-Type: text/plain' --data-binary @<(printf %b '\xff\x00it'\''s \\ 100 %\r\n\xc3\xbc')""",
            body.Curl
        );
    }
}
