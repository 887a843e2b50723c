namespace BatchLoadTest.Cluster;

/// <summary>What has become of batches in flight of which their worker tells nothing more.</summary>
/// <param name="Adopted">Who has how many, for a person; empty where nobody does.</param>
/// <param name="Waits">Whether the next worker that comes will have them.</param>
internal readonly record struct BatchFate(string Adopted, bool Waits = false)
{
    /// <summary>Whether others go on with them.</summary>
    public bool IsAdopted => Adopted.Length > 0;
}
