using System.Buffers;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Files;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// The rows of one result file in their order: that of completion, which is a shuffle of the input's.
/// </summary>
/// <remarks>
/// Rented for one download and returned afterwards, instead of being kept with each batch. The place to lose, double
/// or swap rows, should the mock server ever learn to misbehave.
/// </remarks>
internal sealed class ResultLines : IDisposable
{
    private readonly Batch _batch;
    private readonly FilePurpose _purpose;
    private readonly int _finished;
    private readonly int[] _order;
    private int _position;

    public ResultLines(Batch batch, FilePurpose purpose, int finished)
    {
        _batch = batch;
        _purpose = purpose;
        _finished = finished;
        var rows = batch.Plan.Fates.Rows;
        _order = ArrayPool<int>.Shared.Rent(rows);
        Shuffle(_order.AsSpan(0, rows), batch.Plan.ResultSeed);
    }

    /// <summary>The next row of this file and what became of it; false after the last.</summary>
    public bool TryNext(out int row, out RowFate fate)
    {
        while (_position < _finished)
        {
            row = _order[_position];
            fate = _batch.Plan.Fates.Of(_position);
            _position++;
            var isOutput = fate is RowFate.Succeeded or RowFate.Refused;
            if (isOutput == (_purpose == FilePurpose.Output))
            {
                return true;
            }
        }

        row = 0;
        fate = default;
        return false;
    }

    public void Dispose() => ArrayPool<int>.Shared.Return(_order);

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
