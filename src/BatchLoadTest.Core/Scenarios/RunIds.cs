namespace BatchLoadTest.Scenarios;

/// <summary>
/// Which batches and files belong to which round of this run: an id that comes a second time is an answer about somebody
/// else's object. Callable from any thread.
/// </summary>
public sealed class RunIds
{
    private readonly SeenIds batches = new();

    // Uploaded files and result files live under one path of the service.
    private readonly SeenIds files = new();

    /// <summary>Takes a new batch. False where another round of the run has it.</summary>
    public bool TryTakeBatch(string id) => batches.TryAdd(id);

    /// <summary>Takes a new file. False where another upload or another batch of the run has it.</summary>
    public bool TryTakeFile(string id) => files.TryAdd(id);
}
