namespace BatchLoadTest.Recording;

/// <summary>Whether several runs measured the same, so that they may be taken for one.</summary>
public static class RunDisagreements
{
    // What adds up or may differ between processes that drive one service together, or says nothing of what was measured.
    private static readonly HashSet<string> OwnSettings = new(StringComparer.Ordinal)
    {
        "host",
        "proxy",
        "users",
        "spawn-rate",
        "iterations",
        "seed",
        "wait-for-target",
        "exit-code-on-error",
        "print-results",
        "results",
        "csv",
        "html",
        "junit",
        "report",
        "tag",
        "config",
        "loglevel",
        "headless",
        "json",
        "print-stats",
        "only-summary",
        "stats-interval",
        "csv-full-history",
        "api-key",
        "api-key-file",
        "password-file",
        // There are none of these any more; journals of then have them.
        "shard",
        "start-at",
        "key-exchange",
    };

    /// <summary>What speaks against taking these runs for one, a line each; empty where nothing does.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<RecordedRun> runs)
    {
        var first = runs[0];
        // A run that never got a key, or was killed before, has none: that is no other key.
        var keyed = runs.FirstOrDefault(run => run.Keys.Count > 0);
        List<string> found = [];
        foreach (var other in runs.Skip(1))
        {
            Compare("host", first.Run.Host, other.Run.Host);
            Compare("proxy", first.Run.Proxy ?? other.Run.Proxy ?? "", other.Run.Proxy ?? first.Run.Proxy ?? "");
            Compare("engine", first.Run.Engine, other.Run.Engine);
            Compare("version", first.Run.Version, other.Run.Version);
            Compare("thresholds", Thresholds(first.Run), Thresholds(other.Run));
            CompareKeys(other);
            var mine = Settings(first.Run);
            var theirs = Settings(other.Run);
            foreach (var name in mine.Keys.Union(theirs.Keys, StringComparer.Ordinal))
            {
                Compare(
                    "--" + name,
                    mine.GetValueOrDefault(name, "not given"),
                    theirs.GetValueOrDefault(name, "not given")
                );
            }

            void Compare(string what, string one, string another)
            {
                if (one != another)
                {
                    found.Add($"{what}: {one} in {first.Run.Id}, {another} in {other.Run.Id}");
                }
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];

        void CompareKeys(RecordedRun other)
        {
            var (one, another) = (string.Join(", ", keyed?.Keys ?? []), string.Join(", ", other.Keys));
            if (other.Keys.Count > 0 && one != another)
            {
                found.Add($"API key (fingerprint): {one} in {keyed!.Run.Id}, {another} in {other.Run.Id}");
            }
        }
    }

    private static string Thresholds(RunFacts run) =>
        string.Join("; ", run.Thresholds.Select(threshold => threshold.Text));

    private static Dictionary<string, string> Settings(RunFacts run) =>
        run
            .Settings.Where(setting => !OwnSettings.Contains(setting.Name))
            .DistinctBy(setting => setting.Name, StringComparer.Ordinal)
            .ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
}
