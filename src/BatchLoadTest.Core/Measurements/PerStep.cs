using System.Collections;

namespace BatchLoadTest.Measurements;

/// <summary>One value for each step, found by the step; enumerated in the order of <see cref="StepCatalogue"/>.</summary>
/// <typeparam name="T">What there is of each step.</typeparam>
public sealed class PerStep<T> : IEnumerable<T>
{
    private readonly T[] values;

    /// <summary>The values to begin with.</summary>
    /// <param name="of">That of a step.</param>
    public PerStep(Func<Step, T> of) => values = [.. StepCatalogue.Steps.Select(of)];

    private PerStep(T[] values) => this.values = values;

    /// <summary>The value of a step.</summary>
    public ref T this[Step step] => ref values[(int)step];

    /// <summary>The values as they are now.</summary>
    public PerStep<T> Copy() => new([.. values]);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
