using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class EscapedSecretTests
{
    [Fact]
    public void Redact_JsonThatEscapesOnlyWhatItMust_IsTakenOut()
    {
        var redactor = new SecretRedactor();
        redactor.Add("p\"a\\ss<w>+ör'd");

        Assert.Equal("""{"given":"***"}""", redactor.Redact("""{"given":"p\"a\\ss<w>+ör'd"}"""));
    }
}
