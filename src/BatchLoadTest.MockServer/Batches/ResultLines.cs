using System.Buffers;
using BatchLoadTest.MockServer.Defects;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Files;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// The rows of one result file in their order: that of completion, which is a shuffle of the input's.
/// </summary>
/// <remarks>
/// Rented for one download and returned afterwards, instead of being kept with each batch. Doubled rows come again after
/// all others: a client that compares neighbours only would miss them.
/// </remarks>
internal sealed class ResultLines : IDisposable
{
    private readonly Batch _batch;
    private readonly FilePurpose _purpose;
    private readonly int _finished;
    private readonly int[] _order;
    private int _position;
    private bool _repeats;

    public ResultLines(Batch batch, FilePurpose purpose, int finished)
    {
        _batch = batch;
        _purpose = purpose;
        _finished = finished;
        var rows = batch.Plan.Fates.Rows;
        _order = ArrayPool<int>.Shared.Rent(rows);
        Shuffle(_order.AsSpan(0, rows), batch.Plan.ResultSeed);
    }

    /// <summary>The next line of this file; false after the last.</summary>
    public bool TryNext(out ResultLine line)
    {
        do
        {
            while (_position < _finished)
            {
                var row = _order[_position];
                var planned = _batch.Plan.RowAt(_position);
                _position++;
                if (HasPlace(planned))
                {
                    line = new ResultLine(row, FateHere(planned), planned.Defect);
                    return true;
                }
            }
        } while (TryRepeat());

        line = default;
        return false;
    }

    public void Dispose() => ArrayPool<int>.Shared.Return(_order);

    private bool HasPlace(PlannedRow row)
    {
        var isHere = row.Fate.IsOutput() == (_purpose == FilePurpose.Output);
        return row.Defect switch
        {
            RowDefect.Lost or RowDefect.Withheld => false,
            RowDefect.InBoth => !_repeats,
            _ => isHere && (!_repeats || row.Defect == RowDefect.Doubled),
        };
    }

    /// <summary>A row that is in both files has succeeded in one of them and failed in the other.</summary>
    private RowFate FateHere(PlannedRow row)
    {
        if (row.Defect != RowDefect.InBoth || row.Fate.IsOutput() == (_purpose == FilePurpose.Output))
        {
            return row.Fate;
        }

        return _purpose == FilePurpose.Output ? RowFate.Succeeded : RowFate.Failed;
    }

    /// <summary>Goes through the rows again for those that come twice.</summary>
    private bool TryRepeat()
    {
        if (_repeats || _purpose != FilePurpose.Output || _batch.Plan.RowDefects is not { Doubles: true })
        {
            return false;
        }

        _repeats = true;
        _position = 0;
        return true;
    }

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
