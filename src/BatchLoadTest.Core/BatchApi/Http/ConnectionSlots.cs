namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Lets users have a connection of their own as long as there are enough of them: one that is idle is closed for a user who
/// has none, the longest idle one first, and where all are in use users wait in turn. From any thread.
/// </summary>
/// <param name="capacity">Most connections at one time, idle ones included; at least 1.</param>
internal sealed class ConnectionSlots(int capacity)
{
    private readonly Lock gate = new();
    private readonly LinkedList<ConnectionSlot> idle = new();
    private readonly Queue<(ConnectionSlot Slot, TaskCompletionSource Turn)> waiting = new();
    private int taken;

    /// <summary>Ends when the user may send; its connection may be new.</summary>
    /// <exception cref="OperationCanceledException">Its turn did not come before <paramref name="cancelled"/>.</exception>
    public async ValueTask TakeAsync(ConnectionSlot slot, CancellationToken cancelled)
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            if (TryTake(slot))
            {
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue((slot, turn));
        }

        await using var registration = cancelled.UnsafeRegister(
            static (turn, token) => ((TaskCompletionSource)turn!).TrySetCanceled(token),
            turn
        );
        await turn.Task;
    }

    /// <summary>The user's request has ended.</summary>
    public void GiveBack(ConnectionSlot slot)
    {
        lock (gate)
        {
            if (!HandOver(slot))
            {
                slot.Place = idle.AddLast(slot);
            }
        }
    }

    /// <summary>The user leaves; not while it has a request under way.</summary>
    public void Leave(ConnectionSlot slot)
    {
        lock (gate)
        {
            if (slot.Place is not { } place)
            {
                return;
            }

            idle.Remove(place);
            slot.Place = null;
            if (!HandOver(slot))
            {
                slot.Close();
                taken--;
            }
        }
    }

    private bool TryTake(ConnectionSlot slot)
    {
        if (slot.Place is { } own)
        {
            idle.Remove(own);
            slot.Place = null;
            return true;
        }

        if (taken < capacity)
        {
            taken++;
            return true;
        }

        if (idle.First is not { Value: var longest } first)
        {
            return false;
        }

        idle.Remove(first);
        longest.Place = null;
        longest.Close();
        return true;
    }

    // Closed first: the other one opens its connection at once.
    private bool HandOver(ConnectionSlot slot)
    {
        while (waiting.TryDequeue(out var next))
        {
            if (!next.Turn.Task.IsCompleted)
            {
                slot.Close();
                if (next.Turn.TrySetResult())
                {
                    return true;
                }
            }
        }

        return false;
    }
}
