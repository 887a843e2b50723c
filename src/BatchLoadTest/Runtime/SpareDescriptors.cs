using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Runtime;

/// <summary>
/// Descriptors kept back while the load may take all there are, and given back before what comes after it: cleaning up and
/// reports open files, and the runtime one for each assembly that they are the first to need.
/// </summary>
internal sealed class SpareDescriptors : IDisposable
{
    private readonly List<SafeFileHandle> held = [];

    /// <summary>Takes up to <paramref name="count"/>; fewer where there are not so many.</summary>
    public SpareDescriptors(int count)
    {
        try
        {
            while (held.Count < count && File.Exists(Nothing))
            {
                held.Add(File.OpenHandle(Nothing));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // So few are left: those taken are better than none.
        }
    }

    /// <summary>How many are held.</summary>
    public int Count => held.Count;

    private static string Nothing => "/dev/null";

    /// <summary>Gives them back.</summary>
    public void Dispose()
    {
        foreach (var handle in held)
        {
            handle.Dispose();
        }

        held.Clear();
    }
}
