namespace BatchLoadTest.Settings;

/// <summary>What users upload.</summary>
public sealed record DataSettings
{
    /// <summary>Full path of the data file; whether it exists and what it holds is checked elsewhere.</summary>
    public required string File { get; init; }

    /// <summary>Rows to generate instead of reading a file; null reads the file.</summary>
    public int? GeneratedRows { get; init; }

    /// <summary>Bytes of each generated row, line end included.</summary>
    public int GeneratedRowBytes { get; init; }

    /// <summary>Model that generated rows name.</summary>
    public required string Model { get; init; }

    /// <summary>Whether every upload has ids of its own.</summary>
    public bool DistinctIds { get; init; }

    /// <summary>Seed of generated text.</summary>
    public int Seed { get; init; }
}
