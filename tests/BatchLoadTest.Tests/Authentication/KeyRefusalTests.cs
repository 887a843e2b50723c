using BatchLoadTest.Authentication;

namespace BatchLoadTest.Tests.Authentication;

public sealed class KeyRefusalTests
{
    [Theory]
    [InlineData("The API key is not active yet")]
    [InlineData("Invalid API key")]
    [InlineData("invalid key")]
    [InlineData("Forbidden: api_key not found")]
    [InlineData("Access denied: unknown token")]
    [InlineData("Unauthorized. No such api-key.")]
    [InlineData("API key is pending activation")]
    [InlineData("the key has not been activated")]
    [InlineData("Your key is still propagating to our gateways")]
    [InlineData("Incorrect API key provided: sk-***")]
    [InlineData("credentials not yet valid")]
    public void MayPass_403AboutAKeyThatIsNotKnownYet_Does(string words) => Assert.True(KeyRefusal.MayPass(403, words));

    [Theory]
    [InlineData("Line 1: Model 'x' has not been configured or is not available to user")]
    [InlineData("Insufficient permissions to Create background inference; needs the role batch_manager")]
    [InlineData("API keys with purpose 'platform' cannot be used for inference requests.")]
    [InlineData("API key purpose is not valid for this endpoint")]
    [InlineData("insufficient credits")]
    [InlineData("Account balance too low. The API key is inactive.")]
    [InlineData("API key not found to have access to model gpt-9")]
    [InlineData("API key has no role yet")]
    [InlineData("quota of this key is not yet renewed")]
    [InlineData("The API key is disabled: inactive account")]
    [InlineData("max_tokens is invalid")]
    [InlineData("Invalid CSRF token")]
    [InlineData("row 3: key 'messages' not found")]
    [InlineData("Forbidden")]
    [InlineData("not active yet")]
    [InlineData("")]
    [InlineData(null)]
    public void MayPass_403ForAnotherReason_DoesNot(string? words) => Assert.False(KeyRefusal.MayPass(403, words));

    [Theory]
    [InlineData(401, "Authentication required", true)]
    [InlineData(401, null, true)]
    [InlineData(402, "invalid key", false)]
    [InlineData(404, "API key not found", false)]
    [InlineData(500, "unknown API key", false)]
    public void MayPass_OtherStatus_Only401Does(int status, string? words, bool passes) =>
        Assert.Equal(passes, KeyRefusal.MayPass(status, words));
}
