namespace BatchLoadTest.Cluster;

/// <summary>
/// Names one worker process among all that ever joined: a process that comes back has another one, also at the same place.
/// </summary>
/// <param name="Text">As the transport writes it; only compared.</param>
public readonly record struct WorkerAddress(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
