using BatchLoadTest.Load;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Scenarios;

/// <summary>The classes of a run's batches, and which one is taken next.</summary>
public sealed class ClassMix : IDisposable
{
    private readonly IReadOnlyList<BatchClass> classes;

    // Up to and with each class.
    private readonly double[] upTo;

    /// <summary>Classes, or the only one of a run without.</summary>
    /// <param name="classes">At least one; their numbers are their places, from 1, or 0 where there is one without a name.</param>
    public ClassMix(IReadOnlyList<BatchClass> classes)
    {
        this.classes = classes;
        upTo = new double[classes.Count];
        var sum = 0.0;
        for (var index = 0; index < classes.Count; index++)
        {
            upTo[index] = sum += classes[index].Weight;
        }
    }

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<BatchClass> All => classes;

    /// <summary>What was asked for of each class; empty for a run without.</summary>
    public IReadOnlyList<ClassTerms> Terms =>
        [
            .. classes
                .Where(each => each.Number > 0)
                .Select(each => new ClassTerms(
                    each.Name,
                    each.Weight / upTo[^1],
                    each.Data.Description,
                    each.Endpoint,
                    each.CompletionWindow,
                    Scenarios.CompletionWindow.LengthOf(each.CompletionWindow),
                    each.Data.Rows,
                    each.Model
                )),
        ];

    /// <summary>What is uploaded, for a person.</summary>
    public string Description =>
        classes.Count == 1
            ? classes[0].Data.Description
            : ClassWords.List([
                .. classes.Select(each => $"{each.Name} {each.Weight / upTo[^1]:0.#%} ({each.Data.Description})"),
            ]);

    /// <summary>Rows of a batch, on average.</summary>
    public double MeanRows => MeanOf(each => each.Data.Rows);

    /// <summary>Bytes of an upload, on average.</summary>
    public double MeanBytes => MeanOf(each => each.Data.Bytes);

    /// <summary>A run without classes.</summary>
    public static ClassMix Only(IRequestData data, WorkflowOptions options) =>
        new([
            new BatchClass
            {
                Data = data,
                Endpoint = options.Endpoint,
                CompletionWindow = options.CompletionWindow,
                Metadata = options.Metadata,
            },
        ]);

    /// <summary>The next one, by weight. Without classes nothing is drawn: a seed's other choices stay as they are.</summary>
    /// <param name="random">The user's source of choices.</param>
    public BatchClass Next(Random random)
    {
        if (classes.Count == 1)
        {
            return classes[0];
        }

        var drawn = random.NextDouble() * upTo[^1];
        var index = Array.FindIndex(upTo, end => drawn < end);
        return classes[index < 0 ? classes.Count - 1 : index];
    }

    /// <summary>The class of that number; the first where there is none, as with a batch of a run without classes.</summary>
    public BatchClass Of(int number) => number > 0 && number <= classes.Count ? classes[number - 1] : classes[0];

    /// <summary>What has become of any data since it was checked; null where all is as it was.</summary>
    public string? Change() => classes.Select(each => each.Data.Change()).FirstOrDefault(change => change is not null);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var each in classes)
        {
            each.Data.Dispose();
        }
    }

    /// <summary>A figure of a batch, on average.</summary>
    /// <param name="of">That of a batch of a class.</param>
    public double MeanOf(Func<BatchClass, double> of) => classes.Sum(each => of(each) * each.Weight) / upTo[^1];
}
