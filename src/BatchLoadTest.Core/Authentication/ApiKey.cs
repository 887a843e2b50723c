using System.Security.Cryptography;
using System.Text;

namespace BatchLoadTest.Authentication;

/// <summary>An API key. Holds a secret: its text form shows none.</summary>
public sealed class ApiKey
{
    // Slow on purpose, and short: enough to see that two processes used one key, too little to guess a weak one from.
    private const int FingerprintRounds = 20_000;
    private const int FingerprintBytes = 6;

    private int worked;
    private string? excusedWords;

    private ApiKey(string? value, string prefix, bool isCreated, string? id, long createdAt, string? name = null)
    {
        Secret = value;
        Authorization = value is null ? null : prefix + value;
        IsCreated = isCreated;
        Id = id;
        CreatedAt = createdAt;
        Name = name;
    }

    /// <summary>Whether this run created it, and so has to delete it.</summary>
    public bool IsCreated { get; }

    /// <summary>What stands before the key in its header, unless the service's dialect wants something else.</summary>
    public const string UsualPrefix = "Bearer ";

    /// <summary>The key itself; null where none is to be sent.</summary>
    public string? Secret { get; }

    /// <summary>Value of the header that carries it; null where none is to be sent.</summary>
    public string? Authorization { get; }

    /// <summary>The name that it was created with; null where it is not known.</summary>
    public string? Name { get; }

    /// <summary>The service's id of the key; null where it gave none.</summary>
    public string? Id { get; }

    /// <summary>Time stamp of its creation.</summary>
    public long CreatedAt { get; }

    /// <summary>The key that the person brought; null where no key is to be sent.</summary>
    /// <param name="value">The secret itself.</param>
    /// <param name="prefix">What stands before it in its header.</param>
    public static ApiKey Given(string? value, string prefix = UsualPrefix) =>
        new(value, prefix, isCreated: false, id: null, createdAt: 0);

    /// <summary>A key that this run created.</summary>
    /// <param name="value">The secret itself.</param>
    /// <param name="id">The service's id of the key, for deleting it; null where it gave none.</param>
    /// <param name="createdAt">Time stamp of its creation.</param>
    /// <param name="name">The name that it was created with, for a person to find it; null where it is not known.</param>
    /// <param name="prefix">What stands before it in its header.</param>
    public static ApiKey Created(
        string value,
        string? id,
        long createdAt,
        string? name = null,
        string prefix = UsualPrefix
    ) => new(value, prefix, isCreated: true, id, createdAt, name);

    /// <summary>Whether any request with it was ever admitted.</summary>
    public bool HasWorked => Volatile.Read(ref worked) != 0;

    /// <summary>
    /// The words of a request that was refused and excused, as the key was new; null where there was none. They are no
    /// excuse where the key never works.
    /// </summary>
    public string? ExcusedWords => Volatile.Read(ref excusedWords);

    /// <summary>Notes that a request with it was refused and excused.</summary>
    public void NoteExcused(string? words) => Volatile.Write(ref excusedWords, words ?? "");

    /// <summary>Notes that a request with it was admitted. Cheap: called for each answer.</summary>
    public void NoteAdmitted()
    {
        // Reading first keeps the cache line shared between all users.
        if (Volatile.Read(ref worked) == 0)
        {
            Volatile.Write(ref worked, 1);
        }
    }

    /// <summary>
    /// Tells keys apart without showing them; <c>none</c> where no key is sent. Takes some milliseconds: ask once.
    /// </summary>
    public string Fingerprint() =>
        Authorization is null
            ? "none"
            : Convert.ToHexStringLower(
                Rfc2898DeriveBytes.Pbkdf2(
                    Authorization,
                    Encoding.UTF8.GetBytes("batch-load-test"),
                    FingerprintRounds,
                    HashAlgorithmName.SHA256,
                    FingerprintBytes
                )
            );

    /// <summary>Shows no secret.</summary>
    public override string ToString() =>
        (Name, Id) switch
        {
            (null, null) => "API key",
            (null, _) => $"API key {Id}",
            (_, null) => $"API key {Name}",
            _ => $"API key {Name} ({Id})",
        };
}
