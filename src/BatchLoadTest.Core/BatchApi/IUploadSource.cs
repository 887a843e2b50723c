namespace BatchLoadTest.BatchApi;

/// <summary>The bytes of a file to upload. Shared by all users, so callable from many threads at once.</summary>
public interface IUploadSource
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>File name to send, ending in <c>.jsonl</c>.</summary>
    string FileName { get; }

    /// <summary>
    /// What has become of it since it was checked, in words for a person; null where it is as it was. So whoever has sent it
    /// can tell whether what was sent is what was meant: looks at the disk where the bytes come from there, and only there.
    /// </summary>
    string? Change() => null;

    /// <summary>Writes all bytes.</summary>
    /// <exception cref="OwnFaultException">It cannot be read.</exception>
    Task CopyToAsync(Stream target, CancellationToken cancellationToken);
}
