using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>What an upload's form says. Drops the rows unless somebody takes them.</summary>
internal sealed class Upload : IDisposable
{
    public string? Purpose { get; set; }

    public string? FileName { get; set; }

    /// <summary>From when on the next counts.</summary>
    public string? Anchor { get; set; }

    public TimeSpan? ExpiresAfter { get; set; }

    /// <summary>The rows of the file, once it was read.</summary>
    public InputRows? Rows { get; set; }

    /// <summary>The rows, whose content is the caller's from now on.</summary>
    public InputRows Take()
    {
        var rows = Rows ?? throw new InvalidOperationException("The upload has no rows.");
        Rows = null;
        return rows;
    }

    public void Dispose() => Rows?.Content.Release();
}
