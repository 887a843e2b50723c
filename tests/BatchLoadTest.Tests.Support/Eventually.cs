namespace BatchLoadTest.Tests.Support;

/// <summary>
/// Waits for what another thread or process is about to do, and fails at last instead of hanging. How long that may take
/// says something of the machine only, so that no test that passes waits any longer for it.
/// </summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task TrueAsync(Func<bool> condition, string what = "the condition")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{what} did not come true");
            await Task.Delay(1);
        }
    }

    /// <summary>The task's result.</summary>
    public static Task<T> ResultAsync<T>(this Task<T> task) => task.WaitAsync(Patience);

    /// <summary>The task's result.</summary>
    public static Task<T> ResultAsync<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Patience);
}
