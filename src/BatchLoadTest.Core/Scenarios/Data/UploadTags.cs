using System.Text;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>
/// What makes the ids of one upload different from those of every other: a suffix of the same length for all uploads of
/// a run, unique between uploads and, by the run's own part, between runs and pods.
/// </summary>
internal sealed class UploadTags(string runPart)
{
    // 36^6 uploads: two thousand a second for twelve days.
    private const int Digits = 6;
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    private long next;

    /// <summary>Length of every tag in bytes.</summary>
    public int Length => LengthFor(runPart.Length);

    /// <summary>Length of every tag in bytes, where the run's part has a length.</summary>
    public static int LengthFor(int runPartLength) => 1 + runPartLength + 1 + Digits;

    /// <summary>The next tag, such as <c>~3f9a1c-00002p</c> in ASCII.</summary>
    public byte[] Next()
    {
        var number = Interlocked.Increment(ref next);
        Span<char> digits = stackalloc char[Digits];
        for (var digit = Digits - 1; digit >= 0; digit--)
        {
            digits[digit] = Alphabet[(int)(number % Alphabet.Length)];
            number /= Alphabet.Length;
        }

        return Encoding.ASCII.GetBytes($"~{runPart}-{digits}");
    }
}
