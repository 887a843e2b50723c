namespace BatchLoadTest.Load;

/// <summary>
/// A read of the output file of a running batch, as another process must know it to go on from where it ended. Of reads that
/// had nothing new none is made.
/// </summary>
public sealed record BatchRead
{
    /// <summary>The batch.</summary>
    public string BatchId { get; init; } = "";

    /// <summary>The output file.</summary>
    public string FileId { get; init; } = "";

    /// <summary>Which of those that are told of the batch, from 1: one is of use only with all before it.</summary>
    public int Index { get; init; }

    /// <summary>Which read of the batch, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When it ended, since the create request.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>When its first line came, since the create request; null where it had none.</summary>
    public TimeSpan? FirstLine { get; init; }

    /// <summary>Whether the end of the batch was not known yet.</summary>
    public required bool IsEarly { get; init; }

    /// <summary>The line of the file at which it began, from 0.</summary>
    public required long From { get; init; }

    /// <summary>The line behind its last one.</summary>
    public required long To { get; init; }

    /// <summary>What the service said is that line, where that was wrong; null where it was right, or not said.</summary>
    public string? WrongLastLine { get; init; }

    /// <summary>Bytes of lines that had been sent before.</summary>
    public long BytesAgain { get; init; }

    /// <summary>What it had, 8 bytes a line; empty where lines are only counted.</summary>
    public byte[] Lines { get; init; } = [];
}
