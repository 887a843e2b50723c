namespace BatchLoadTest.Statistics;

/// <summary>A run second by second; can be read again and again, in constant memory.</summary>
public interface IRunHistory
{
    /// <summary>
    /// All intervals in the order of time. Each is valid until the next is asked for. A second may come twice (at the end
    /// of a run), and one in which the process stood still may be absent.
    /// </summary>
    IntervalSequence Read();
}
