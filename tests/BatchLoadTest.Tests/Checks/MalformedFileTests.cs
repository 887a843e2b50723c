using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Tests.Checks.Breaking;

namespace BatchLoadTest.Tests.Checks;

public sealed class MalformedFileTests
{
    [Fact]
    public async Task BatchesThatAreValidatedForLong_AreNotSeen_AndNoneWaitsForAllOfThem()
    {
        var begin = TimeProvider.System.GetTimestamp();

        var found = await CheckedService.RunAsync(
            Break.Json("upload.get_row", "GET batches/*", json => json["status"] = "validating") with
            {
                Flavour = MockFlavour.OpenAI,
                Options = ["--only", "upload"],
            }
        );

        Assert.Equal("not_seen: taken; the batch of it is still validating", found["upload.get_row"].ToString());
        Assert.True(TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task OpenAIsBatchesThatFail_AreAsRightAsARefusedUpload()
    {
        var found = await CheckedService.RunAsync(
            new Break("", () => exchange => exchange.ForwardAsync())
            {
                Flavour = MockFlavour.OpenAI,
                Options = ["--only", "get_row"],
            }
        );

        Assert.StartsWith(
            "passed: taken; the batch of it fails: ",
            found["upload.get_row"].ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ABatchThatIsRefused_IsAsRightToo()
    {
        var creates = 0;

        var found = await CheckedService.RunAsync(
            Break.Instead(
                "",
                "POST batches",
                // The first is that of the preflight.
                _ => Interlocked.Increment(ref creates) > 1,
                _ => ServiceAnswer.Of(400, "its file is wrong")
            ) with
            {
                Flavour = MockFlavour.OpenAI,
                Options = ["--only", "get_row"],
            }
        );

        Assert.Equal(
            "passed: taken; a batch of it is refused: 400 its file is wrong",
            found["upload.get_row"].ToString()
        );
    }
}
