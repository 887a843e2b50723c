using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load;

/// <summary>
/// How a load is changed while it runs. Written from any thread, read by the engine. More users start at the new spawn rate;
/// of too many, those that started last end after their iteration. Another rate counts from the change.
/// </summary>
/// <param name="first">The load to begin with, and what of it is this process's.</param>
public sealed class LoadControl(LoadWish first)
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoadWish wish = first;

    /// <summary>A load that holds from its beginning.</summary>
    /// <param name="target">The load.</param>
    /// <param name="part">What of it is this process's; the whole where left out.</param>
    public LoadControl(LoadProfile target, LoadPart? part = null)
        : this(new LoadWish(target, part ?? LoadPart.Whole)) { }

    /// <summary>The load that is wanted now.</summary>
    public LoadProfile Target => Wish.Profile;

    /// <summary>The same with all that there is to say of it.</summary>
    public LoadWish Wish
    {
        get
        {
            lock (gate)
            {
                return wish;
            }
        }
    }

    /// <summary>Batches of other processes that are to be ended here.</summary>
    public AdoptedBatches Adopted { get; } = new();

    /// <summary>Sets another load from now on.</summary>
    public void Change(LoadProfile wanted) => Change(Wish with { Profile = wanted, Since = null, UsersBefore = null });

    /// <summary>Sets another load, another part of it or both.</summary>
    public void Change(LoadWish wanted)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            wish = wanted;
            waiting = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }

    /// <summary>The load that is wanted now, and what completes as soon as another one is.</summary>
    public (LoadWish Wish, Task Changed) Read()
    {
        lock (gate)
        {
            return (wish, changed.Task);
        }
    }
}
