using BatchLoadTest.Scenarios.Prompts;

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

    /// <summary>Tokens of each generated prompt; null where <see cref="GeneratedRowBytes"/> decides.</summary>
    public TokenNumbers? PromptTokens { get; init; }

    /// <summary>What each generated row asks for at most.</summary>
    public required TokenNumbers OutputTokens { get; init; }

    /// <summary>Beginnings that generated prompts have in common; null for none.</summary>
    public SharedPrefixes? Prefixes { get; init; }

    /// <summary>Whether prompts of a file are made different in each row of each upload.</summary>
    public bool Varies { get; init; }

    /// <summary>Model that generated rows name.</summary>
    public required string Model { get; init; }

    /// <summary>Model that rows of a file name instead of their own; null where they keep it.</summary>
    public string? FileModel { get; init; }

    /// <summary>Whether every upload has ids of its own.</summary>
    public bool DistinctIds { get; init; }

    /// <summary>Seed of generated text.</summary>
    public int Seed { get; init; }
}
