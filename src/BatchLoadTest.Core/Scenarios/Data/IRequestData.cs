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

    /// <summary>Whether every upload has ids of its own: then only who made one knows those that its results must have.</summary>
    bool HasDistinctIds => false;

    /// <summary>What has become of it since it was checked, in words for a person; null where it is as it was.</summary>
    string? Change() => null;

    /// <summary>An upload. Where uploads do not differ all are the same one.</summary>
    /// <param name="user">The virtual user, from 1.</param>
    /// <param name="number">Which upload of this user; the same number has the same rows.</param>
    Upload NextUpload(int user, long number);
}
