namespace BatchLoadTest.Load;

/// <summary>
/// How a closed load is changed while it runs. Written from any thread, read by the engine. More users start at the new
/// spawn rate; of too many, those that started last end after their iteration.
/// </summary>
/// <param name="target">The load to begin with.</param>
public sealed class LoadControl(ClosedLoad target)
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClosedLoad target = target;

    /// <summary>The load that is wanted now.</summary>
    public ClosedLoad Target
    {
        get
        {
            lock (gate)
            {
                return target;
            }
        }
    }

    /// <summary>Sets another load from now on.</summary>
    public void Change(ClosedLoad wanted)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            target = wanted;
            waiting = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }

    /// <summary>The load that is wanted now, and what completes as soon as another one is.</summary>
    public (ClosedLoad Target, Task Changed) Read()
    {
        lock (gate)
        {
            return (target, changed.Task);
        }
    }
}
