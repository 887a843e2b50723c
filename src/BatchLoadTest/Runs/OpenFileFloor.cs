using System.Globalization;
using System.Text;
using BatchLoadTest.BatchApi.Http;
using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Runs;

/// <summary>
/// A limit of open files so low that this program could not even read its command line: each assembly takes one, and the
/// runtime aborts where there is none left. Asked before anything else, so it uses nothing outside the runtime's core.
/// </summary>
internal static class OpenFileFloor
{
    // Seen: 66 to read the settings of a run, which then say exactly what it needs; 60 for help; 110 for the mock server.
    private const int Settings = 96;
    private const int Words = 72;
    private const int MockServer = 128;

    private static readonly string[] WordsOnly = ["--help", "-h", "-?", "--version", "help"];

    /// <summary>Why nothing can be done here, for a person; null where it can.</summary>
    /// <param name="limit">The limit; null for none.</param>
    /// <param name="args">The command line.</param>
    public static string? Problem(int? limit, string[] args)
    {
        if (limit is not { } known || known >= LeastFor(args))
        {
            return null;
        }

        var needs = new OpenFileNeeds(known, MockInside: false, HasPage: false);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the limit of open files is {known} (ulimit -n), and this program needs {needs.LimitFor(0)} for itself: {needs.LimitFor(1)} is the least"
        );
    }

    /// <summary>Says on standard error why nothing can be done in this process, if so.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>Whether it has to end.</returns>
    public static bool Refuses(string[] args)
    {
        if (Problem(OpenFileLimit.Current(), args) is not { } problem)
        {
            return false;
        }

        // Not the console, which is an assembly with others behind it.
        using var handle = new SafeFileHandle(StandardError, ownsHandle: false);
        using var error = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        error.Write(Encoding.UTF8.GetBytes($"error: {problem}\n"));
        return true;
    }

    private static nint StandardError => 2;

    private static int LeastFor(string[] args)
    {
        foreach (var arg in args)
        {
            if (Array.IndexOf(WordsOnly, arg) >= 0)
            {
                return Words;
            }
        }

        return args is ["mock", ..] ? MockServer : Settings;
    }
}
