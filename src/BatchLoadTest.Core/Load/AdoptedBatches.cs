namespace BatchLoadTest.Load;

/// <summary>
/// Batches of a process that is gone, to be ended here beside the users. From any thread: whoever adopts knows by the
/// answer whether they will be, and each that was taken is begun exactly once.
/// </summary>
public sealed class AdoptedBatches
{
    private readonly Lock gate = new();
    private readonly List<OpenBatch> waiting = [];
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<OpenBatch, Task>? run;
    private int running;
    private bool isClosing;

    /// <summary>Takes batches. False where nothing runs here any more: then none of them was taken.</summary>
    public bool TryAdopt(IReadOnlyList<OpenBatch> batches)
    {
        lock (gate)
        {
            if (closed.Task.IsCompleted)
            {
                return false;
            }

            waiting.AddRange(batches);
            Begin();
            return true;
        }
    }

    /// <summary>Begins with those that were taken, and from now on with each at once.</summary>
    /// <param name="continued">Ends one; never throws.</param>
    public void Open(Func<OpenBatch, Task> continued)
    {
        lock (gate)
        {
            run = continued;
            Begin();
        }
    }

    /// <summary>Nothing else runs here. Returns when no batch does either; from then on none is taken.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            isClosing = true;
            CloseIfIdle();
            return closed.Task;
        }
    }

    private void Begin()
    {
        if (run is not { } continued)
        {
            return;
        }

        foreach (var batch in waiting)
        {
            running++;
            _ = Task.Run(() => RunAsync(continued, batch), CancellationToken.None);
        }

        waiting.Clear();
    }

    private async Task RunAsync(Func<OpenBatch, Task> continued, OpenBatch batch)
    {
        await continued(batch);
        lock (gate)
        {
            running--;
            CloseIfIdle();
        }
    }

    private void CloseIfIdle()
    {
        if (isClosing && running == 0)
        {
            closed.TrySetResult();
        }
    }
}
