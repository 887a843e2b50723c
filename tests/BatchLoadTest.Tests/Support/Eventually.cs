namespace BatchLoadTest.Tests.Support;

/// <summary>Waits for what another thread is about to do; fails after ten seconds instead of hanging.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task TrueAsync(Func<bool> condition, string what = "the condition")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{what} did not come true");
            await Task.Delay(1);
        }
    }

    /// <summary>The task's result, within ten seconds.</summary>
    public static Task<T> ResultAsync<T>(this Task<T> task) => task.WaitAsync(Patience);

    /// <summary>The task's result, within ten seconds.</summary>
    public static Task<T> ResultAsync<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Patience);
}
