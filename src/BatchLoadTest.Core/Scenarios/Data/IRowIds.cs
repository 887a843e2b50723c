namespace BatchLoadTest.Scenarios.Data;

/// <summary>The <c>custom_id</c>s of one upload. Callable from many threads at once.</summary>
public interface IRowIds
{
    /// <summary>How many there are; all are different.</summary>
    int Count { get; }

    /// <summary>The row, from 0, that has this id (UTF-8); false where the upload has no such row.</summary>
    bool TryFind(ReadOnlySpan<byte> customId, out int row);

    /// <summary>The id of a row, for reports. May cost a look at the disk.</summary>
    string IdOf(int row);
}
