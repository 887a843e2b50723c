namespace BatchLoadTest.Scenarios.Data;

/// <summary>A file to upload that can be read from anywhere in it, by many at once.</summary>
internal interface IPieceSource : IPromptSource
{
    /// <summary>Reads what fits, at least one byte.</summary>
    /// <exception cref="DataFileException">It has become shorter, or cannot be read.</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, long position, CancellationToken cancellationToken);
}
