using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>What a journal holds by the time it is read; nothing where the disk took nothing of it.</summary>
/// <param name="file">The journal, which need not be there yet.</param>
public sealed class JournalHistory(string file) : IRunHistory
{
    /// <inheritdoc/>
    /// <exception cref="JournalException">A line within the journal cannot be read.</exception>
    public IntervalSequence Read() => OpenOrNull()?.Read() ?? IntervalSequence.Empty;

    private Journal? OpenOrNull()
    {
        try
        {
            return Journal.Open(file);
        }
        catch (JournalException)
        {
            return null;
        }
    }
}
