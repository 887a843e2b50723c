using BatchLoadTest.Authentication;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>What to set or to look at where a key is not admitted.</summary>
internal static class AdmittedFix
{
    /// <summary>Of an account without credit.</summary>
    public const string NoCredit = "the account has no credit, or its key's cap is reached";

    /// <summary>By the service's answer.</summary>
    public static string Of(ApiKey key, CheckAnswer answer) =>
        key.Authorization is null && answer.Status == 401
            ? "the service wants a key: give --api-key, or --auth login"
            : Of(answer.Status, answer.Words, key.IsCreated);

    private static string Of(int? status, string words, bool isCreated) =>
        status switch
        {
            401 when isCreated =>
                "look at --api-key-purpose: services admit to files and batches only keys made for it (realtime)",
            401 => "look whether the --api-key is one of this service, and at the purpose for which it was made",
            402 => NoCredit,
            403 when words.Contains("purpose", StringComparison.OrdinalIgnoreCase) => "look at --api-key-purpose",
            403 when words.Contains("active", StringComparison.OrdinalIgnoreCase) =>
                "the key is not admitted yet: try again in a minute",
            403 => "the account lacks a role; ask the service's people for one that may use batches",
            429 => "the service limits requests; try again later",
            _ => "look at the service's own log",
        };
}
