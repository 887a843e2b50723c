using System.Buffers;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>Adds lines of its own to a journal, in one piece with each second.</summary>
public interface IJournalCompanion
{
    /// <summary>Appends whole lines, each with its end.</summary>
    /// <param name="lines">Where to.</param>
    /// <param name="second">The second before them; valid during the call only.</param>
    void Append(IBufferWriter<byte> lines, Interval second);

    /// <summary>What was appended last is in the file.</summary>
    void Written();
}
