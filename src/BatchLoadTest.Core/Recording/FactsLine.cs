using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>The first line: what was asked for.</summary>
internal sealed record FactsLine
{
    public const string Name = "run";

    // Raised where an older program would read a new journal wrongly: 3 has other loads than users, or a warm-up.
    private const int Newest = 3;
    private const int OfUsers = 2;

    public string Type { get; init; } = Name;
    public required int Format { get; init; }
    public required string Id { get; init; }
    public required string Version { get; init; }
    public required string Host { get; init; }
    public string? Proxy { get; init; }
    public required string ApiBase { get; init; }
    public required string Engine { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required PlanLine Plan { get; init; }
    public required IReadOnlyList<string[]> Thresholds { get; init; }
    public TimeSpan? Window { get; init; }
    public IReadOnlyList<ClassTerms>? Classes { get; init; }
    public IReadOnlyList<TokenPrice>? Prices { get; init; }
    public required IReadOnlyList<string[]> Settings { get; init; }
    public required IReadOnlyList<string[]> Tags { get; init; }
    public required IReadOnlyList<string[]> Environment { get; init; }
    public required IReadOnlyList<string> MergedFrom { get; init; }
    public string? PartOf { get; init; }

    public static FactsLine From(RunFacts run) =>
        new()
        {
            Format = IsOfUsers(run.Plan) ? OfUsers : Newest,
            Id = run.Id,
            Version = run.Version,
            Host = run.Host,
            Proxy = run.Proxy,
            ApiBase = run.ApiBase,
            Engine = run.Engine,
            StartedAt = run.StartedAt,
            Plan = PlanLine.From(run.Plan),
            Thresholds = [.. run.Thresholds.Select(each => new[] { each.Text, each.Source })],
            Window = run.Window,
            Classes = run.Classes.Count == 0 ? null : run.Classes,
            Prices = run.Prices.IsEmpty ? null : run.Prices.Prices,
            Settings = [.. run.Settings.Select(each => new[] { each.Name, each.Value, each.Source })],
            Tags = From(run.Tags),
            Environment = From(run.Environment),
            MergedFrom = run.MergedFrom,
            PartOf = run.PartOf,
        };

    /// <summary>Reads the line.</summary>
    /// <exception cref="JournalException">A newer version of this program wrote it.</exception>
    public static RunFacts Read(JsonElement line)
    {
        // First, since a newer line may have other members.
        if (line.Member("format").GetInt32() is > Newest and var format)
        {
            throw new JournalException($"format {format}, which a newer version of this program writes");
        }

        return line.Deserialize(JournalContext.Default.FactsLine)!.ToFacts();
    }

    private RunFacts ToFacts() =>
        new()
        {
            Id = Id,
            Version = Version,
            Host = Host,
            Proxy = Proxy,
            ApiBase = ApiBase,
            Engine = Engine,
            StartedAt = StartedAt,
            Plan = Plan.ToPlan(),
            Thresholds = [.. Thresholds.Select(each => new RecordedThreshold(each[0], each[1]))],
            Window = Window,
            Classes = Classes ?? [],
            Prices = Prices is null ? PriceList.None : new PriceList(Prices),
            Settings = [.. Settings.Select(each => new ReportedSetting(each[0], each[1], each[2]))],
            Tags = ToPairs(Tags),
            Environment = ToPairs(Environment),
            MergedFrom = MergedFrom,
            PartOf = PartOf,
        };

    private static bool IsOfUsers(LoadPlan plan) =>
        plan is { Profile: ClosedLoad, Pacing: null, IterationsPerUser: null } && plan.WarmUp == TimeSpan.Zero;

    private static IReadOnlyList<string[]> From(IReadOnlyList<KeyValuePair<string, string>> pairs) =>
        [.. pairs.Select(pair => new[] { pair.Key, pair.Value })];

    private static IReadOnlyList<KeyValuePair<string, string>> ToPairs(IReadOnlyList<string[]> pairs) =>
        [.. pairs.Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))];
}
