using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// Knows every secret of the run and takes it out of texts that come from outside: servers do echo keys in error
/// messages. Used on failure paths only, from any thread.
/// </summary>
/// <remarks>
/// A secret that may as well be an ordinary word (short, or a default such as <c>password</c>) is masked only where it
/// stands as somebody's value, as in <c>"password":"letmein"</c>: masked everywhere, it would hide what a service says
/// and tell by that what the secret is. What follows the question mark of an address goes in any case: it may be a
/// signature that this program does not know of.
/// </remarks>
public sealed class SecretRedactor
{
    /// <summary>Stands at the end of a text that was cut, so that the beginning of a secret there is known for one.</summary>
    public const char CutMark = '…';

    private const string Mask = "***";

    // Shorter ones would mangle ordinary words without hiding much.
    private const int ShortestSecret = 4;

    // Shorter ones are likely to be words or numbers that are meant otherwise.
    private const int ShortestUnmistakable = 8;

    private readonly Lock gate = new();
    private string[] secrets = [];
    private string[] mistakable = [];

    /// <summary>Adds a secret, in the forms in which a server may send it back: as it is, in JSON, in a URL.</summary>
    /// <param name="secret">The secret; null or very short ones change nothing.</param>
    /// <param name="isDefault">Whether it is a value that everybody knows.</param>
    public void Add(string? secret, bool isDefault = false)
    {
        if (secret is null || secret.Length < ShortestSecret)
        {
            return;
        }

        string[] forms =
        [
            secret,
            JsonEncodedText.Encode(secret).ToString(),
            // As most other JSON writers do it: a quotation mark as \" and the rest as it is.
            JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            Uri.EscapeDataString(secret),
        ];
        lock (gate)
        {
            if (isDefault || secret.Length < ShortestUnmistakable)
            {
                mistakable = With(mistakable, forms);
            }
            else
            {
                secrets = With(secrets, forms);
            }
        }
    }

    /// <summary>Adds what HTTP Basic makes of a user name and a password.</summary>
    public void AddBasic(string username, string password) =>
        Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));

    /// <summary>Adds the value of a header, where a header of that name carries a secret.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    public void AddHeader(string name, string value)
    {
        if (!SecretHeaders.IsSecret(name))
        {
            return;
        }

        Add(value);
        // Servers echo the key without its scheme, and a cookie without its name.
        foreach (var part in value.Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var secret = part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..];
            if (part.Length < value.Length && part.Length >= ShortestUnmistakable)
            {
                Add(part);
            }

            if (secret.Length < part.Length && secret.Length >= ShortestUnmistakable)
            {
                Add(secret);
            }
        }
    }

    /// <summary>The text without any known secret. Give it whole: a secret that was cut is known at the end only.</summary>
    public string Redact(string text)
    {
        var known = Volatile.Read(ref secrets);
        foreach (var secret in known)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        foreach (var secret in Volatile.Read(ref mistakable))
        {
            text = HideValues(text, secret);
        }

        return UrlQueries.Hide(text.EndsWith(CutMark) ? HideBeginning(text, known) : text, Mask);
    }

    // Longest first, so that a secret inside another one leaves no rest behind.
    private static string[] With(string[] known, string[] forms) =>
        [.. known.Concat(forms).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];

    private static string HideBeginning(string text, string[] known)
    {
        var end = text.Length - 1;
        foreach (var secret in known)
        {
            for (var length = Math.Min(secret.Length - 1, end); length >= ShortestSecret; length--)
            {
                if (text.AsSpan(end - length, length).SequenceEqual(secret.AsSpan(0, length)))
                {
                    return text[..(end - length)] + Mask + CutMark;
                }
            }
        }

        return text;
    }

    private static string HideValues(string text, string secret)
    {
        for (var at = 0; (at = text.IndexOf(secret, at, StringComparison.Ordinal)) >= 0; )
        {
            var end = at + secret.Length;
            if (IsValue(text, at, end, secret))
            {
                text = text[..at] + Mask + text[end..];
                at += Mask.Length;
            }
            else
            {
                at = end;
            }
        }

        return text;
    }

    // Whole words only. Letters alone, or digits alone, may be a word or a number of the service's own sentence.
    private static bool IsValue(string text, int at, int end, string secret)
    {
        var before = at == 0 ? '\0' : text[at - 1];
        var after = end == text.Length ? '\0' : text[end];
        if (IsOfWord(before) || IsOfWord(after))
        {
            return false;
        }

        if (!secret.All(char.IsLetter) && !secret.All(char.IsDigit))
        {
            return true;
        }

        // A name in quotation marks before a colon is no value: {"password":"…"}.
        return (before is '=' or ':' || (before is '"' or '\'' && IsAfterSign(text, at - 2))) && after != ':';
    }

    private static bool IsAfterSign(string text, int at)
    {
        while (at >= 0 && (text[at] is ' ' or '\\'))
        {
            at--;
        }

        return at >= 0 && (text[at] is ':' or '=');
    }

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-';
}
