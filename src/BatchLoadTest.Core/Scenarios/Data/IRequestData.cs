namespace BatchLoadTest.Scenarios.Data;

/// <summary>What users upload: a file, or generated rows. Made and checked once, shared by all users.</summary>
public interface IRequestData : IDisposable
{
    /// <summary>What it is, for a person: a path, or what is generated.</summary>
    string Description { get; }

    /// <summary>Rows of one upload.</summary>
    int Rows { get; }

    /// <summary>Bytes of one upload; of any one where uploads differ.</summary>
    long Bytes { get; }

    /// <summary>The endpoint that every row names.</summary>
    string Endpoint { get; }

    /// <summary>What has become of it since it was checked, in words for a person; null where it is as it was.</summary>
    string? Change() => null;

    /// <summary>An upload. Where uploads do not differ all are the same one.</summary>
    /// <param name="user">The virtual user, from 1.</param>
    /// <param name="number">Which upload of this user; the same number has the same rows.</param>
    Upload NextUpload(int user, long number);

    /// <summary>The ids of an upload that another process has made of the same data.</summary>
    /// <param name="suffix">What each of them ends with (<see cref="Upload.IdSuffix"/>); null for nothing.</param>
    IRowIds IdsOf(string? suffix);
}
