namespace BatchLoadTest.Tests.Support;

/// <summary>Parts of a machine that a person may not have.</summary>
internal static class Requirement
{
    /// <summary>
    /// Skips the test with its reason; fails it where everything has to be there (<c>BATCH_LOAD_TEST_REQUIRE_ALL=1</c>).
    /// </summary>
    public static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("BATCH_LOAD_TEST_REQUIRE_ALL") == "1")
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
    }
}
