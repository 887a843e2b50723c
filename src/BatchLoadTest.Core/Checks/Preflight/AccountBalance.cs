using System.Globalization;
using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.Authentication;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>What is left on the account that creates keys, of a control layer.</summary>
internal static class AccountBalance
{
    private const string KeysEnd = "/api-keys";

    /// <summary>Where it is told; null where the place of keys does not say.</summary>
    /// <param name="host">The service.</param>
    /// <param name="keys">Where keys are created.</param>
    public static Uri? AddressOf(Uri host, string keys)
    {
        var endpoint = new Uri(host, keys).AbsoluteUri;
        return endpoint.EndsWith(KeysEnd, StringComparison.Ordinal)
            ? new Uri($"{endpoint[..^KeysEnd.Length]}?include=billing")
            : null;
    }

    /// <summary>Asks: a key for batches may not, who creates keys may.</summary>
    public static Task<CheckAnswer> AskAsync(
        CheckClient client,
        Uri address,
        KeyCredential credential,
        CancellationToken cancellationToken
    ) => client.SendAsync(HttpMethod.Get, address, cancellationToken, withKey: false, headers: Headers(credential));

    // As headers: their values are in no line that is shown.
    private static List<KeyValuePair<string, string>> Headers(KeyCredential credential)
    {
        List<KeyValuePair<string, string>> headers = [];
        if (credential.Authorization is { } authorization)
        {
            headers.Add(new("Authorization", authorization));
        }

        if (credential.Cookie is { } cookie)
        {
            headers.Add(new("Cookie", cookie));
        }

        return headers;
    }

    /// <summary>What an answer says of it.</summary>
    public static CheckResult Judge(CheckAnswer answer)
    {
        if (
            !answer.IsSuccess
            || answer.Json() is not { ValueKind: JsonValueKind.Object } json
            || !json.TryGetProperty("credit_balance", out var member)
            || member.ValueKind != JsonValueKind.Number
        )
        {
            return CheckResult.NotSeen("the service tells no balance", answer);
        }

        var balance = member.GetDouble();
        var words = string.Create(CultureInfo.InvariantCulture, $"the account's balance is {balance:0.####}");
        return balance < 0 ? CheckResult.Fail(words, AdmittedFix.NoCredit, answer)
            : balance == 0
                ? CheckResult.Note($"{words}: batches are taken, and rows that cost something fail", null, answer)
            : CheckResult.Pass(words);
    }
}
