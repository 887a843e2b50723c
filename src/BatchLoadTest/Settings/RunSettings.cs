using BatchLoadTest.Authentication;
using BatchLoadTest.Load;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Recording;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Settings;

/// <summary>Everything that a load test was asked to do, read from all layers and checked.</summary>
public sealed record RunSettings
{
    /// <summary>The service under test.</summary>
    public required TargetSettings Target { get; init; }

    /// <summary>Where the API key comes from.</summary>
    public required KeyOptions Key { get; init; }

    /// <summary>The load.</summary>
    public required LoadPlan Load { get; init; }

    /// <summary>The search for the largest load that the service takes; null for an ordinary run.</summary>
    public CapacitySettings? Capacity { get; init; }

    /// <summary>How this process leads workers; null where it applies the load itself.</summary>
    public MasterSettings? Master { get; init; }

    /// <summary>Name of the load engine.</summary>
    public required string Engine { get; init; }

    /// <summary>Arguments that are handed on to the engine; may hold secrets.</summary>
    public IReadOnlyList<string> EngineArguments { get; init; } = [];

    /// <summary>The six steps.</summary>
    public required WorkflowOptions Workflow { get; init; }

    /// <summary>What users upload.</summary>
    public required DataSettings Data { get; init; }

    /// <summary>The classes of batches; empty where all are of <see cref="Data"/>.</summary>
    public IReadOnlyList<ClassSettings> Classes { get; init; } = [];

    /// <summary>What tokens cost.</summary>
    public PriceList Prices { get; init; } = PriceList.None;

    /// <summary>What the load may use up before it ends.</summary>
    public BudgetSettings Budget { get; init; } = new();

    /// <summary>Pass or fail.</summary>
    public required VerdictSettings Verdict { get; init; }

    /// <summary>Output.</summary>
    public required OutputSettings Output { get; init; }

    /// <summary>Report files beside those in the results folder.</summary>
    public ReportFileSettings Reports { get; init; } = new();

    /// <summary>The page that starts and shows runs; null where none is wanted.</summary>
    public PageSettings? Page { get; init; }

    /// <summary>Whether no page is wanted.</summary>
    public bool Headless => Page is null;

    /// <summary>
    /// Reads all settings again, with values given on the page on top of every layer, by the names of their options.
    /// </summary>
    public Func<IReadOnlyDictionary<string, string>, ChangedSettings>? ReadAgain { get; init; }

    /// <summary>The mock server inside; of use only where <see cref="TargetSettings.IsMock"/>.</summary>
    public required MockServerOptions Mock { get; init; }

    /// <summary>Every setting in force with its source, in the order of help; safe to show.</summary>
    public required IReadOnlyList<ReportedSetting> All { get; init; }

    /// <summary>What the person should know but need not change; printed already.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The settings in force, without secrets.</summary>
    public override string ToString() =>
        $"RunSettings {{ {string.Join(", ", All.Select(setting => $"{setting.Name} = {setting.Value}"))} }}";
}
