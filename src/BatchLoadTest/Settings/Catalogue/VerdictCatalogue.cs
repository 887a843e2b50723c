using BatchLoadTest.Settings.Parsing;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings that decide between pass and fail.</summary>
internal static class VerdictCatalogue
{
    public static readonly Setting<TimeSpan?> P95Limit = new("p95-threshold-ms", LimitText.Milliseconds)
    {
        Placeholder = "MS",
        Default = "1000",
        KnownVariable = "P95_THRESHOLD_MS",
        Description = "Highest p95 over all requests, or 'off'.",
    };

    public static readonly Setting<double?> ErrorRateLimit = new("error-rate-threshold", ShareText.ParseOrOff)
    {
        Placeholder = "SHARE",
        Default = "0.01",
        KnownVariable = "ERROR_RATE_THRESHOLD",
        Description = "Highest share of failed requests, 0.01 or 1%, or 'off'.",
    };

    public static readonly Setting<double?> BatchErrorRateLimit = new(
        "batch-error-rate-threshold",
        ShareText.ParseOrOff
    )
    {
        Placeholder = "SHARE",
        DefaultNote = "that of --error-rate-threshold",
        KnownVariable = "BATCH_ERROR_RATE_THRESHOLD",
        Description = "Highest share of failed batches, 0.01 or 1%, or 'off'.",
    };

    public static readonly Setting<Threshold> Threshold = new("threshold", ThresholdText.Parse)
    {
        Placeholder = "TEXT",
        IsRepeatable = true,
        Description =
            "Further threshold, such as 'create.p95 < 500ms'; of a run also 'error_rate < 20% over 30s abort'.",
    };

    public static readonly Setting<bool> NoDefaults = new("no-default-thresholds", FlagText.Parse)
    {
        Default = "false",
        Description = "Judge by nothing but what is given.",
    };

    public static readonly Setting<bool> AbortOnFail = new("abort-on-fail", FlagText.Parse)
    {
        Commands = CommandKinds.Run,
        Default = "false",
        Description = "End the run, exit code 1, as soon as an upper limit is missed.",
    };

    public static readonly Setting<int> ExitCode = new("exit-code-on-error", NumberText.Whole(0, 255))
    {
        Placeholder = "N",
        Default = "1",
        HasLocustTwin = true,
        Description = "Exit code where a threshold failed.",
    };

    public static readonly SettingSection Section = new(
        "Pass or fail",
        [P95Limit, ErrorRateLimit, BatchErrorRateLimit, Threshold, NoDefaults, AbortOnFail, ExitCode]
    );
}
