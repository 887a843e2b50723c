namespace BatchLoadTest.Page.Session;

/// <summary>Wakes all who wait for something new. Callable from any thread.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next change; ask for it before looking at what may change.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Something is new.</summary>
    public void Raise() =>
        Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
