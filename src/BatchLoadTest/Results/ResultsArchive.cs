using System.Formats.Tar;
using System.IO.Compression;
using BatchLoadTest.Runtime;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Results;

/// <summary>
/// A results folder as text, for where nothing but the log outlives the process: a compressed archive in Base64 between
/// two marks.
/// </summary>
internal static class ResultsArchive
{
    /// <summary>The line before it.</summary>
    public const string Begin = "-----BEGIN BATCH-LOAD-TEST RESULTS-----";

    /// <summary>The line after it.</summary>
    public const string End = "-----END BATCH-LOAD-TEST RESULTS-----";

    // Lines of 76 characters, which every decoder takes.
    private const int BytesInLine = 57;

    /// <summary>Prints every file of the folder; a failure is said.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="terminal">Where it goes.</param>
    /// <param name="exitCode">What the run has earned.</param>
    /// <returns>That, or the code of an error where a run that passed could not show its results.</returns>
    public static async Task<int> PrintAsync(ResultsFolder folder, TerminalOutput terminal, int exitCode)
    {
        try
        {
            await PrintAsync(folder, terminal.Out);
            // The writer swallows what nobody takes, so that a run goes on; here it is the result.
            return terminal.OutWorks ? exitCode : throw new IOException("standard output is broken: nobody got them");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"error: --print-results: {exception.Message}");
            return exitCode == ExitCodes.Success ? ExitCodes.InternalError : exitCode;
        }
    }

    private static async Task PrintAsync(ResultsFolder folder, TextWriter output)
    {
        var archive = Path.Combine(folder.FullPath, $".{Path.GetRandomFileName()}");
        await using var stream = new FileStream(
            archive,
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 4096,
            FileOptions.DeleteOnClose
        );
        await WriteAsync(folder.FullPath, archive, stream);
        stream.Position = 0;
        await output.WriteLineAsync(Begin);
        var line = new byte[BytesInLine];
        int read;
        while ((read = await stream.ReadAtLeastAsync(line, BytesInLine, throwOnEndOfStream: false)) > 0)
        {
            await output.WriteLineAsync(Convert.ToBase64String(line, 0, read));
        }

        await output.WriteLineAsync(End);
        await output.FlushAsync();
    }

    private static async Task WriteAsync(string folder, string archive, Stream stream)
    {
        await using var zip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
        await using var tar = new TarWriter(zip, TarEntryFormat.Pax);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            // A run that goes on holds its lock, and nobody else can read it.
            if (file != archive && Path.GetFileName(file) != RunFolder.LockFile)
            {
                var name = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
                await tar.WriteEntryAsync(file, name);
            }
        }
    }
}
