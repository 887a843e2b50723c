using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load;

/// <summary>
/// How a load is changed while it runs. Written from any thread, read by the engine. More users start at the new spawn rate;
/// of too many, those that started last end after their iteration. Another rate counts from the change.
/// </summary>
/// <param name="target">The load to begin with.</param>
public sealed class LoadControl(LoadProfile target)
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoadProfile target = target;

    /// <summary>The load that is wanted now.</summary>
    public LoadProfile Target
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
    public void Change(LoadProfile wanted)
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
    public (LoadProfile Target, Task Changed) Read()
    {
        lock (gate)
        {
            return (target, changed.Task);
        }
    }
}
