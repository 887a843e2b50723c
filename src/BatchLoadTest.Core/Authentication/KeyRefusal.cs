using System.Text.RegularExpressions;

namespace BatchLoadTest.Authentication;

/// <summary>
/// Tells a key that the service does not know <em>yet</em> from one that it will never admit. Gateways that cache keys
/// answer a new one 401, some 403, for a few seconds; whatever else is answered 403 is a refusal with a reason of its own,
/// and waiting for it to pass would hide it.
/// </summary>
public static partial class KeyRefusal
{
    /// <summary>Whether an answer may be the service not knowing a new key yet.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="words">The service's words; null where it has none.</param>
    public static bool MayPass(int status, string? words) =>
        status == 401 || (status == 403 && words is not null && IsAboutTheKey(words));

    private static bool IsAboutTheKey(string words) =>
        Key().IsMatch(words) && NotYet().IsMatch(words) && !OtherReason().IsMatch(words);

    [GeneratedRegex(@"\b(?:api|access|secret)?[ _-]?(?:key|token)\b|\bcredentials?\b", Options)]
    private static partial Regex Key();

    [GeneratedRegex(
        @"\byet\b|\bnot (?:been )?(?:active|activated|known|valid|recogni[sz]ed|registered|ready|enabled|found)\b"
            + @"|\bunknown\b|\binactive\b|\bpending\b|\bpropagat|\bactivating\b|\binvalid\b|\bunrecogni[sz]ed\b"
            + @"|\bincorrect\b|\bno such\b|\bdoes(?: not|n't) exist\b",
        Options
    )]
    private static partial Regex NotYet();

    // A reason that time does not mend, also where the key is named beside it.
    [GeneratedRegex(
        @"purpose|permi|model|credit|balance|fund|billing|payment|\bpaid\b|\bpay\b|spend|quota|limit|exceed|insufficient"
            + @"|\brole|\bscope|\bplan\b|\btier\b|capacity|revoked|expired|disabled|suspended|blocked|banned|deleted"
            + @"|country|region|\bip\b|csrf|\bline\b|\brow\b|\bfile\b|\bbatch|endpoint|project"
            + @"|organi[sz]ation|\bjson\b|field|parameter|\bwindow\b",
        Options
    )]
    private static partial Regex OtherReason();

    private const RegexOptions Options =
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
}
