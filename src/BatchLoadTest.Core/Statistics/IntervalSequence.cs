namespace BatchLoadTest.Statistics;

/// <summary>
/// The seconds of a run, one after the other, in one object that is filled again for each: a copy of a second is as large
/// as its histograms, some 3 MB. So this is walked with <c>foreach</c> and is no <see cref="IEnumerable{T}"/>, of which a
/// list of the same object many times is quickly made.
/// </summary>
/// <param name="intervals">Fills the object.</param>
public sealed class IntervalSequence(IEnumerable<Interval> intervals)
{
    /// <summary>No seconds.</summary>
    public static IntervalSequence Empty { get; } = new([]);

    /// <summary>Goes through the seconds; what is current is valid until the next is asked for.</summary>
    public IEnumerator<Interval> GetEnumerator() => intervals.GetEnumerator();
}
