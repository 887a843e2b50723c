namespace BatchLoadTest.NBomber;

/// <summary>
/// Sends what others write to standard output to a file, until disposed: NBomber prints a logo, its log and tables, into
/// the midst of this program's own view and of output that machines read. This program took its stream before.
/// </summary>
internal sealed class ConsoleToFile : IDisposable
{
#pragma warning disable CA2213 // It is the process's, and goes on.
    private readonly TextWriter before = Console.Out;
#pragma warning restore CA2213

    /// <summary>Begins a new file.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ConsoleToFile(string path)
    {
        // Never closed: whoever got hold of it may write until the process ends.
        Console.SetOut(new StreamWriter(path, append: false) { AutoFlush = true });
    }

    /// <inheritdoc/>
    public void Dispose() => Console.SetOut(before);
}
