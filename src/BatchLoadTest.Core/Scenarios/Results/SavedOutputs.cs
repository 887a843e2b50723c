using System.Security.Cryptography;
using System.Text;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>
/// Keeps what is downloaded of result files, as it comes in. A disk that takes no more is said once; from then on nothing is
/// kept, and nobody waits for it. From any thread.
/// </summary>
/// <param name="folder">Where the files go.</param>
/// <param name="problem">Told once, in a line, that nothing more is kept.</param>
public sealed class SavedOutputs(string folder, Action<string> problem)
{
    /// <summary>Characters of an id that are kept in the name of a file; a longer one ends in a digest.</summary>
    public const int MaxName = 120;

    private const int DigestLength = 16;

    private long files;
    private long bytes;
    private long notSaved;
    private string? why;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Files that are there as a whole.</summary>
    public long Files => Volatile.Read(ref files);

    /// <summary>Their bytes.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>Files that were downloaded and are not there as a whole because they could not be written.</summary>
    public long NotSaved => Volatile.Read(ref notSaved);

    /// <summary>Why nothing more is kept; null where all is well.</summary>
    public string? Problem => Volatile.Read(ref why);

    /// <summary>One file, whatever the number of downloads that it takes.</summary>
    /// <param name="batchId">Whose it is.</param>
    /// <param name="isOutput">Whether it is the output file, else the error file.</param>
    public SavedOutput Begin(string batchId, bool isOutput) =>
        new(this, Path.Combine(folder, $"{SafeName(batchId)}.{(isOutput ? "output" : "errors")}.jsonl"));

    /// <summary>
    /// An id as the beginning of a file's name: what is no letter, digit, hyphen or underline is escaped as in an address, so
    /// that it leads out of no folder and two ids have two names.
    /// </summary>
    public static string SafeName(string id)
    {
        var name = new StringBuilder(id.Length);
        foreach (var letter in Encoding.UTF8.GetBytes(id))
        {
            if (char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'-' or (byte)'_')
            {
                name.Append((char)letter);
            }
            else
            {
                name.Append('%').Append(Convert.ToHexString([letter]));
            }
        }

        if (name.Length <= MaxName)
        {
            return name.ToString();
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..DigestLength];
        return $"{name.ToString(0, MaxName - DigestLength - 1)}-{digest}";
    }

    internal void Saved(long length)
    {
        Interlocked.Increment(ref files);
        Interlocked.Add(ref bytes, length);
    }

    internal void Missed() => Interlocked.Increment(ref notSaved);

    internal void Failed(string path, Exception exception)
    {
        var words = $"{path} cannot be written: {exception.Message}";
        if (Interlocked.CompareExchange(ref why, words, null) is null)
        {
            problem($"{words}; no more results are saved, and the run goes on");
        }
    }
}
