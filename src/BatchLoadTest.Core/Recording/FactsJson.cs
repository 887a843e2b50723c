using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Recording;

/// <summary>The first line: what was asked for.</summary>
internal static class FactsJson
{
    public const string Type = "run";

    // Raised where an older program would read a new journal wrongly: 3 has other loads than users, or a warm-up.
    private const int Format = 3;
    private const int FormatOfUsers = 2;

    public static void Write(Utf8JsonWriter json, RunFacts run)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteNumber("format", IsOfUsers(run.Plan) ? FormatOfUsers : Format);
        json.WriteText("id", run.Id);
        json.WriteText("version", run.Version);
        json.WriteText("host", run.Host);
        if (run.Proxy is not null)
        {
            json.WriteText("proxy", run.Proxy);
        }

        json.WriteText("api_base", run.ApiBase);
        json.WriteText("engine", run.Engine);
        json.WriteString("started_at", run.StartedAt);
        json.WriteStartObject("plan");
        WritePlan(json, run.Plan);
        json.WriteEndObject();
        json.WriteStartArray("thresholds");
        foreach (var threshold in run.Thresholds)
        {
            WriteStrings(json, threshold.Text, threshold.Source);
        }

        json.WriteEndArray();
        json.WriteStartArray("settings");
        foreach (var setting in run.Settings)
        {
            WriteStrings(json, setting.Name, setting.Value, setting.Source);
        }

        json.WriteEndArray();
        WritePairs(json, "tags", run.Tags);
        WritePairs(json, "environment", run.Environment);
        json.WriteStartArray("merged_from");
        foreach (var id in run.MergedFrom)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static RunFacts Read(JsonElement line)
    {
        if (line.GetProperty("format").GetInt32() is > Format and var format)
        {
            throw new JournalException($"format {format}, which a newer version of this program writes");
        }

        return new()
        {
            Id = line.Text("id"),
            Version = line.Text("version"),
            Host = line.Text("host"),
            Proxy = line.TryGetProperty("proxy", out var proxy) ? proxy.GetString() : null,
            ApiBase = line.Text("api_base"),
            Engine = line.Text("engine"),
            StartedAt = line.GetProperty("started_at").GetDateTimeOffset(),
            Plan = ReadPlan(line.GetProperty("plan")),
            Thresholds =
            [
                .. line.GetProperty("thresholds")
                    .EnumerateArray()
                    .Select(each => new RecordedThreshold(At(each, 0), At(each, 1))),
            ],
            Settings =
            [
                .. line.GetProperty("settings")
                    .EnumerateArray()
                    .Select(each => new ReportedSetting(At(each, 0), At(each, 1), At(each, 2))),
            ],
            Tags = ReadPairs(line, "tags"),
            Environment = ReadPairs(line, "environment"),
            MergedFrom = [.. line.GetProperty("merged_from").EnumerateArray().Select(each => each.GetString()!)],
        };
    }

    private static bool IsOfUsers(LoadPlan plan) =>
        plan is { Profile: ClosedLoad, Pacing: null, IterationsPerUser: null } && plan.WarmUp == TimeSpan.Zero;

    private static void WritePlan(Utf8JsonWriter json, LoadPlan plan)
    {
        ProfileJson.Write(json, plan.Profile);
        json.WriteTicks("run_time", plan.RunTime);
        if (plan.Iterations is { } iterations)
        {
            json.WriteNumber("iterations", iterations);
        }

        if (plan.IterationsPerUser is { } perUser)
        {
            json.WriteNumber("iterations_per_user", perUser);
        }

        json.WriteTicks("pacing", plan.Pacing);
        json.WriteCount("warm_up", plan.WarmUp.Ticks);
        json.WriteTicks("stop_timeout", plan.StopTimeout);
        json.WriteTicks("wait_min", plan.Wait.Minimum);
        json.WriteTicks("wait_max", plan.Wait.Maximum);
        json.WriteNumber("seed", plan.Seed);
    }

    private static LoadPlan ReadPlan(JsonElement plan) =>
        new()
        {
            Profile = ProfileJson.Read(plan),
            RunTime = plan.Ticks("run_time"),
            Iterations = plan.TryGetProperty("iterations", out var iterations) ? iterations.GetInt64() : null,
            IterationsPerUser = plan.TryGetProperty("iterations_per_user", out var perUser) ? perUser.GetInt64() : null,
            Pacing = plan.Ticks("pacing"),
            WarmUp = plan.Ticks("warm_up") ?? TimeSpan.Zero,
            StopTimeout = plan.Ticks("stop_timeout") ?? TimeSpan.Zero,
            Wait = new WaitTime(plan.Ticks("wait_min") ?? TimeSpan.Zero, plan.Ticks("wait_max") ?? TimeSpan.Zero),
            Seed = plan.GetProperty("seed").GetInt32(),
        };

    private static void WritePairs(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartArray(name);
        foreach (var pair in pairs)
        {
            WriteStrings(json, pair.Key, pair.Value);
        }

        json.WriteEndArray();
    }

    private static IReadOnlyList<KeyValuePair<string, string>> ReadPairs(JsonElement line, string name) =>
        [
            .. line.GetProperty(name)
                .EnumerateArray()
                .Select(each => new KeyValuePair<string, string>(At(each, 0), At(each, 1))),
        ];

    private static void WriteStrings(Utf8JsonWriter json, params ReadOnlySpan<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text.WellFormed());
        }

        json.WriteEndArray();
    }

    private static string At(JsonElement array, int index) => array[index].GetString()!;
}
