using BatchLoadTest.Capacity.Levels;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>A <see cref="QueueShape"/> second by second, under Poisson arrivals.</summary>
internal sealed class SimulatedQueue(QueueShape shape, int seed)
{
    private readonly Random random = new(seed);
    private readonly double[] slots = new double[shape.Slots];
    private readonly PriorityQueue<double, double> ends = new();
    private readonly List<double> turnarounds = [];
    private int nextSlot;
    private double claimSecond;
    private int claimed;
    private double nextArrival = double.NaN;

    /// <summary>Seconds since it began.</summary>
    public int Now { get; private set; }

    /// <summary>Turnarounds of the batches that ended in the last second.</summary>
    public IReadOnlyList<double> Turnarounds => turnarounds;

    /// <summary>The next second.</summary>
    /// <param name="rate">Arrivals, in batches a second; 0 for none.</param>
    public LevelSecond Step(double rate)
    {
        turnarounds.Clear();
        var batchSeconds = (double)ends.Count;
        var arrivals = Arrive(rate, ref batchSeconds);
        var ended = 0;
        while (ends.TryPeek(out var created, out var end) && end < Now + 1)
        {
            ends.Dequeue();
            ended++;
            turnarounds.Add(end - created);
            batchSeconds -= Now + 1 - end;
        }

        Now++;
        return new LevelSecond(
            Math.Max(0, batchSeconds * QueueShape.RowsPerBatch),
            arrivals,
            arrivals,
            ended * QueueShape.RowsPerBatch
        );
    }

    private int Arrive(double rate, ref double batchSeconds)
    {
        if (rate <= 0)
        {
            nextArrival = double.NaN;
            return 0;
        }

        var arrivals = 0;
        // A rate that changes forgets the arrival that was to come: Poisson arrivals have no memory.
        for (var at = double.IsNaN(nextArrival) ? Now + Gap(rate) : nextArrival; ; at += Gap(rate))
        {
            if (at >= Now + 1)
            {
                nextArrival = at;
                return arrivals;
            }

            arrivals++;
            batchSeconds += Now + 1 - at;
            ends.Enqueue(at, Serve(at));
        }
    }

    // Slots take rows in turn. That is first come first served where all rows take equally long, and near it elsewhere.
    private double Serve(double at)
    {
        var from = Claimed(at);
        var slowness = Slowness(from);
        var end = from;
        for (var row = 0; row < QueueShape.RowsPerBatch; row++)
        {
            var begin = Math.Max(from, slots[nextSlot]);
            slots[nextSlot] = begin + (RowSeconds(begin) * slowness);
            end = Math.Max(end, slots[nextSlot]);
            nextSlot = (nextSlot + 1) % slots.Length;
        }

        return end;
    }

    private double Claimed(double at)
    {
        if (shape.Claim is not { } most)
        {
            return at;
        }

        var second = Math.Ceiling(at);
        if (second > claimSecond)
        {
            (claimSecond, claimed) = (second, 0);
        }
        else if (claimed == most)
        {
            (claimSecond, claimed) = (claimSecond + 1, 0);
        }

        claimed++;
        return claimSecond;
    }

    private double Slowness(double at)
    {
        if (shape.SlowestFactor <= 1)
        {
            return 1;
        }

        var waiting = ends.UnorderedItems.Count(batch => batch.Priority > at);
        return 1 + ((shape.SlowestFactor - 1) * Math.Min(1, (double)waiting / shape.FullQueue));
    }

    private double RowSeconds(double at)
    {
        var mean = shape.Slots / (shape.BatchesPerSecond * QueueShape.RowsPerBatch) * (at >= shape.HalvesAt ? 2 : 1);
        return shape.IsRandom ? -mean * Math.Log(1 - random.NextDouble()) : mean;
    }

    private double Gap(double rate) => -Math.Log(1 - random.NextDouble()) / rate;
}
