using BatchLoadTest.Load;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>What is known of a run when it starts. Holds no secrets.</summary>
public sealed record RunFacts
{
    /// <summary>Stands for the target where that is the mock server started inside.</summary>
    public const string MockInside = "mock (started inside)";

    /// <summary>Stands for the proxy where requests go through none.</summary>
    public const string NoProxy = "none";

    /// <summary>Unique name of the run; also in the key's name and in each batch's metadata.</summary>
    public required string Id { get; init; }

    /// <summary>Version of this program.</summary>
    public required string Version { get; init; }

    /// <summary>The target as the person gave it, or that it is the mock server started inside.</summary>
    public required string Host { get; init; }

    /// <summary>
    /// The proxy on the way to the target, without user and password, or <see cref="NoProxy"/>; null where it was not
    /// recorded.
    /// </summary>
    public string? Proxy { get; init; }

    /// <summary>Where files and batches live, such as <c>/ai/v1</c>: names of requests begin with it.</summary>
    public string ApiBase { get; init; } = "/ai/v1";

    /// <summary>Name of the load engine.</summary>
    public required string Engine { get; init; }

    /// <summary>When the run started, or was to start after its warm-up, by this machine's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its load began, the warm-up included.</summary>
    public DateTimeOffset BeganAt => StartedAt - Plan.WarmUp;

    /// <summary>The load that was asked for.</summary>
    public required LoadPlan Plan { get; init; }

    /// <summary>The thresholds, as a person would write them.</summary>
    public IReadOnlyList<RecordedThreshold> Thresholds { get; init; } = [];

    /// <summary>The completion window of its batches; null where it names no time, or is not recorded.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>The classes of its batches, the first one first; empty where there are none.</summary>
    public IReadOnlyList<ClassTerms> Classes { get; init; } = [];

    /// <summary>What tokens cost.</summary>
    public PriceList Prices { get; init; } = PriceList.None;

    /// <summary>Every setting with its source.</summary>
    public required IReadOnlyList<ReportedSetting> Settings { get; init; }

    /// <summary>Which service's dialect was spoken; null where it was not recorded.</summary>
    public ReportedSetting? Dialect => Settings.FirstOrDefault(setting => setting.Name == "dialect");

    /// <summary>Tags given for this run.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; }

    /// <summary>The machine that the load came from, by name: system, processors, runtime.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>
    /// The run on several machines of which this one is a worker's part; null for a whole one. The plan is that of the whole.
    /// </summary>
    public string? PartOf { get; init; }

    /// <summary>Ids of the runs that this one was merged from; empty for a run of one process.</summary>
    public IReadOnlyList<string> MergedFrom { get; init; } = [];
}
