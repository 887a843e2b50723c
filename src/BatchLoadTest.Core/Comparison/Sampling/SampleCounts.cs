using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>How many values of each kind a part of a run holds: what the size of blocks follows from.</summary>
/// <param name="terms">What was asked for of the run.</param>
internal sealed class SampleCounts(RunTerms terms)
{
    private PerStep<long> requests = new(_ => 0);
    private long[] ratios = new long[BatchRatio.All.Count];
    private List<SampleCounts> classes = [];
    private long seconds;
    private long answeredRows;
    private long rowsWithUsage;
    private TimeSpan delays;

    /// <summary>Requests that ended.</summary>
    public long Total => requests.Sum();

    /// <summary>Batches whose end was recorded, unfinished ones apart.</summary>
    public long Ended { get; private set; }

    /// <summary>Batches that ended at the service.</summary>
    public long Turnarounds { get; private set; }

    /// <summary>Batches of which a row was read before their end.</summary>
    public long FirstRows { get; private set; }

    /// <summary>Batches that say something of each of <see cref="BatchRatio.All"/>.</summary>
    public IReadOnlyList<long> Ratios => ratios;

    /// <summary>Batches with a place in the order in which they were due.</summary>
    public long InOrder { get; private set; }

    /// <summary>
    /// Whether enough rows say what they took for a sum of tokens to mean something: what the others took must not be a change
    /// of its own.
    /// </summary>
    public bool KnowsTokens => rowsWithUsage > (1 - MinimumEffect.Relative) * answeredRows;

    /// <summary>The longest delay of the load generator within a second: the mean of all seconds.</summary>
    public TimeSpan MeanDelay => seconds == 0 ? TimeSpan.Zero : delays / seconds;

    /// <summary>Requests of a step that ended.</summary>
    public long Of(Step step) => requests[step];

    /// <summary>Counts what happened in a second.</summary>
    public void Add(Interval interval)
    {
        seconds++;
        delays += interval.Generator.Delay;
        foreach (var step in StepCatalogue.Steps)
        {
            requests[step] += interval.Steps[step].Requests;
        }

        foreach (var batch in interval.BatchesEnded)
        {
            Add(batch);
        }

        for (var number = 1; number <= interval.Classes.Count; number++)
        {
            if (number > classes.Count)
            {
                classes.Add(new SampleCounts(terms.OfClass(number)));
            }

            classes[number - 1].Add(interval.Classes[number - 1]);
        }
    }

    /// <summary>What is counted of one class of batches.</summary>
    /// <param name="number">The class, from 1.</param>
    public SampleCounts OfClass(int number) =>
        number <= classes.Count ? classes[number - 1] : new SampleCounts(terms.OfClass(number));

    /// <summary>The counts as they stand.</summary>
    public SampleCounts Copy()
    {
        var copy = (SampleCounts)MemberwiseClone();
        copy.requests = requests.Copy();
        copy.ratios = [.. ratios];
        copy.classes = [.. classes.Select(part => part.Copy())];
        return copy;
    }

    private void Add(BatchRecord batch)
    {
        Ended += batch.IsDecided ? 1 : 0;
        Turnarounds += batch.HasTurnaround ? 1 : 0;
        FirstRows += batch.Reads?.FirstRow is null ? 0 : 1;
        InOrder += DeadlineOrder.Judges(batch, terms.WindowOf(batch)) ? 1 : 0;
        for (var index = 0; index < ratios.Length; index++)
        {
            ratios[index] += BatchRatio.All[index].Of(batch, terms) is null ? 0 : 1;
        }

        var usage = BatchRatio.UsageOf(batch, terms);
        answeredRows += usage.AnsweredRows;
        rowsWithUsage += usage.RowsWithUsage;
    }
}
