namespace BatchLoadTest.Silos.Hosting;

/// <summary>
/// A silo that cannot go on, most often because it was taken for dead, tells it. The engine's own way is to abort the process.
/// </summary>
internal sealed class FatalErrors(Action happened) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        happened();
}
