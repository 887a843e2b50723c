namespace BatchLoadTest.BatchApi;

/// <summary>The bytes of a file to upload. Shared by all users, so callable from many threads at once.</summary>
public interface IUploadSource
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>File name to send, ending in <c>.jsonl</c>.</summary>
    string FileName { get; }

    /// <summary>Writes all bytes.</summary>
    Task CopyToAsync(Stream target, CancellationToken cancellationToken);
}
