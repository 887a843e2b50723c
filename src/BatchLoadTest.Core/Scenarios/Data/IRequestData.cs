namespace BatchLoadTest.Scenarios.Data;

/// <summary>What users upload: a file, or generated rows. Made and checked once, shared by all users.</summary>
public interface IRequestData : IDisposable
{
    /// <summary>What it is, for a person: a path, or what is generated.</summary>
    string Description { get; }

    /// <summary>Rows of one upload.</summary>
    int Rows { get; }

    /// <summary>Bytes of one upload.</summary>
    long Bytes { get; }

    /// <summary>The endpoint that every row names.</summary>
    string Endpoint { get; }

    /// <summary>Whether every upload has ids of its own: then only who made one knows those that its results must have.</summary>
    bool HasDistinctIds => false;

    /// <summary>What has become of it since it was checked, in words for a person; null where it is as it was.</summary>
    string? Change() => null;

    /// <summary>The next upload. Without distinct ids all uploads are the same one.</summary>
    Upload NextUpload();
}
