using System.Buffers;
using BatchLoadTest.MockServer.Faults;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>
/// In which order the rows of a batch complete: a shuffle of the input's. Rented for one walk over the rows and returned
/// afterwards, instead of being kept with each batch.
/// </summary>
internal sealed class CompletionOrder : IDisposable
{
    private readonly int[] order;

    public CompletionOrder(BatchPlan plan)
    {
        var rows = plan.Fates.Rows;
        order = ArrayPool<int>.Shared.Rent(rows);
        Shuffle(order.AsSpan(0, rows), plan.ResultSeed);
        plan.Rerun?.Sort(order.AsSpan(0, rows));
    }

    /// <summary>The number in the input of the row at a position in the order.</summary>
    public int RowAt(int position) => order[position];

    public void Dispose() => ArrayPool<int>.Shared.Return(order);

    /// <summary>Fisher and Yates, drawn from the seed alone.</summary>
    private static void Shuffle(Span<int> order, ulong seed)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = (int)(SeededDraws.Mix(seed + (uint)i) % (uint)(i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
