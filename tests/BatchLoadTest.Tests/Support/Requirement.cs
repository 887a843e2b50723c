namespace BatchLoadTest.Tests.Support;

/// <summary>
/// Parts of a machine that a test needs and a person may not have: without them it is skipped with the reason, but fails
/// where <c>BATCH_LOAD_TEST_REQUIRE_ALL=1</c> says that everything was installed.
/// </summary>
internal static class Requirement
{
    /// <summary>Skips or fails the running test where something is missing.</summary>
    /// <param name="missing">What, and where it comes from; null where all is there.</param>
    public static void Met(string? missing)
    {
        if (missing is null)
        {
            return;
        }

        Assert.False(
            Environment.GetEnvironmentVariable("BATCH_LOAD_TEST_REQUIRE_ALL") == "1",
            $"BATCH_LOAD_TEST_REQUIRE_ALL=1, but {missing}"
        );
        Assert.Skip(missing);
    }
}
