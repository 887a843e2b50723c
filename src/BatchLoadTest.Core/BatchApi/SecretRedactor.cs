using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// Knows every secret of the run and takes it out of texts that come from outside: servers do echo keys in error
/// messages. Used on failure paths only, from any thread.
/// </summary>
public sealed class SecretRedactor
{
    private const string Mask = "***";

    // Shorter ones would mangle ordinary words without hiding much.
    private const int ShortestSecret = 4;

    private readonly Lock gate = new();
    private string[] secrets = [];

    /// <summary>Adds a secret, in the forms in which a server may send it back: as it is, in JSON, in a URL.</summary>
    public void Add(string? secret)
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
            // Longest first, so that a secret inside another one leaves no rest behind.
            secrets =
            [
                .. secrets.Concat(forms).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length),
            ];
        }
    }

    /// <summary>Adds what HTTP Basic makes of a user name and a password.</summary>
    public void AddBasic(string username, string password) =>
        Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));

    /// <summary>The text without any known secret.</summary>
    public string Redact(string text)
    {
        foreach (var secret in Volatile.Read(ref secrets))
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return text;
    }
}
