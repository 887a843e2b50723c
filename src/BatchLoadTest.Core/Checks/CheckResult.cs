using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks;

/// <summary>What a check has seen.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Seen">What was seen, in one line without secrets.</param>
public sealed record CheckResult(CheckVerdict Verdict, string Seen)
{
    /// <summary>What to set or to look at, where it is not as it should be; null where nobody knows.</summary>
    public string? Fix { get; init; }

    /// <summary>The request that shows it, to be repeated by hand; null where there is none.</summary>
    public CheckAnswer? Answer { get; init; }

    /// <summary>It is as it should be.</summary>
    public static CheckResult Pass(string seen) => new(CheckVerdict.Passed, seen);

    /// <summary>It is not.</summary>
    public static CheckResult Fail(string seen, string? fix, CheckAnswer? answer = null) =>
        new(CheckVerdict.Failed, seen) { Answer = answer, Fix = fix };

    /// <summary>A person should know.</summary>
    public static CheckResult Note(string seen, string? fix = null, CheckAnswer? answer = null) =>
        new(CheckVerdict.Noted, seen) { Fix = fix, Answer = answer };

    /// <summary>Nothing is known.</summary>
    public static CheckResult NotSeen(string why, CheckAnswer? answer = null) =>
        new(CheckVerdict.NotSeen, why) { Answer = answer };

    /// <summary>Not looked at.</summary>
    public static CheckResult Skip(string why) => new(CheckVerdict.Skipped, why);
}
