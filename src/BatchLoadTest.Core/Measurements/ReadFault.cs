namespace BatchLoadTest.Measurements;

/// <summary>
/// What can be wrong with what a client was sent that read the output file of a running batch. The values index arrays: keep
/// them dense and from 0.
/// </summary>
public enum ReadFault
{
    /// <summary>A row that no read had though the reader went past its place: one that goes on from its last line.</summary>
    Skipped,

    /// <summary>A row more often than the file at the end has it, though each read began where the last one ended.</summary>
    Doubled,

    /// <summary>A row that was another one in a later read; the order of its members does not matter.</summary>
    Changed,

    /// <summary>A row that was read and is not in the file at the end.</summary>
    Vanished,

    /// <summary>An answer whose <c>X-Last-Line</c> is not the line at which it ended.</summary>
    WrongLastLine,

    /// <summary>A line that is no row of the batch: no JSON, or with an id that is not in its input.</summary>
    Unreadable,
}
