using System.Collections.Frozen;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Comparison;

/// <summary>
/// Which settings of two runs are compared: the one place that decides it. A setting that is not named here counts, one that no
/// version of today knows included.
/// </summary>
public static class ComparedSettings
{
    // Names by the reason for which they are left out.
    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["it is listed as what it came to"] = "host proxy engine class profile",
        ["it says where files are"] =
            "results csv csv-full-history html json junit report config save-outputs logfile mock-data-folder "
            + "mock-access-log",
        ["it says what a person sees meanwhile"] =
            "headless print-stats only-summary stats-interval print-results loglevel otlp trace-sample id-headers "
            + "termination-log",
        ["it is of the page"] =
            "web-host web-port web-base-path web-allowed-host web-token web-token-file autostart autoquit",
        ["by it machines of one load find each other"] =
            "master worker master-host master-port master-wait advertise expect-workers-max-wait cluster "
            + "cluster-certificate cluster-token",
        ["it is a label"] = "tag metadata",
        ["by it figures are judged; an end that came of it is said"] =
            "threshold p95-threshold-ms error-rate-threshold batch-error-rate-threshold abort-on-fail "
            + "no-default-thresholds exit-code-on-error",
        ["it is a secret, or says where that is"] = "api-key api-key-file password password-file key-exchange",
        ["it says whom to trust, which makes nothing faster"] = "ca-cert insecure",
        ["it is of the time before the load, or after it"] =
            "wait-for-target no-preflight start-at dry-run keep-files clean-up-timeout",
    }
        .SelectMany(each => each.Value.Split(' ').Select(name => (Name: name, Reason: each.Key)))
        .ToFrozenDictionary(each => each.Name, each => each.Reason, StringComparer.Ordinal);

    // Of a file only what it is called: in CI each job has a folder of its own.
    private static readonly FrozenSet<string> Files = new[] { "test-data" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Why a setting is not compared; null where it is.</summary>
    /// <param name="name">Its name, without dashes.</param>
    public static string? ReasonToLeaveOut(string name) => Reasons.GetValueOrDefault(name);

    /// <summary>Those of a run that are compared, as they are.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Of(RunFacts run) =>
        run
            .Settings.Where(setting => ReasonToLeaveOut(setting.Name) is null)
            .Select(setting =>
                KeyValuePair.Create(
                    setting.Name,
                    Files.Contains(setting.Name) ? FileName(setting.Value) : setting.Value
                )
            );

    // A run may have been recorded on Windows and be compared elsewhere.
    private static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
