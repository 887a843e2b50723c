using System.Text.Json.Nodes;

namespace BatchLoadTest.Chart.OnCluster;

/// <summary>What there is in a namespace, in some forty lines at most: for whoever reads why a test has failed.</summary>
internal static class SpaceState
{
    private const int Pods = 12;
    private const int Jobs = 4;
    private const int Events = 8;
    private const int Logs = 2;
    private const int LinesOfLog = 8;

    private const int Width = 200;

    /// <summary>Pods, Jobs, warnings, and how the logs end of pods that have not ended well; what cannot be read is left out.</summary>
    public static async Task<string> ReadAsync(Space space)
    {
        try
        {
            var pods = await space.PodsAsync("");
            var jobs = await space.ListAsync("apis/batch/v1", "jobs");
            var events = await space.ListAsync("api/v1", "events");
            List<string> lines =
            [
                $"namespace {space.Name}",
                .. pods.TakeLast(Pods).Select(Pod),
                .. jobs.TakeLast(Jobs).Select(Job),
                .. events.Where(each => Text(each, "type") == "Warning").Select(Event).Distinct().TakeLast(Events),
            ];
            foreach (var pod in pods.Where(IsOfInterest).OrderBy(pod => Space.PhaseOf(pod) != "Failed").Take(Logs))
            {
                var name = Space.NameOf(pod);
                lines.Add($"log of {name}");
                lines.AddRange((await space.EndOfLogAsync(name, LinesOfLog)).Select(line => $"  {line}"));
            }

            return string.Join('\n', lines.Select(line => line.Length > Width ? $"{line[..Width]}…" : line));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return $"namespace {space.Name}: {exception.Message}";
        }
    }

    private static bool IsOfInterest(JsonNode pod) =>
        Space.PhaseOf(pod) != "Succeeded"
        && pod["metadata"]!["labels"]?["app.kubernetes.io/component"]?.GetValue<string>() != "mock";

    private static string Pod(JsonNode pod)
    {
        var container = pod["status"]!["containerStatuses"]?[0];
        var state = container?["state"]?.AsObject().FirstOrDefault();
        var leaves = pod["metadata"]!["deletionTimestamp"] is null ? "" : ", is told to end";
        return $"pod {Space.NameOf(pod)}: {Space.PhaseOf(pod)} on {Text(pod["spec"], "nodeName")}{leaves}, "
            + $"{container?["restartCount"] ?? 0} restarts, {state?.Key} {Text(state?.Value, "reason")} "
            + $"{state?.Value?["exitCode"]} {OneLine(Text(state?.Value, "message"))}";
    }

    private static string Job(JsonNode job)
    {
        var status = job["status"]!;
        var conditions = (status["conditions"]?.AsArray() ?? []).Select(each =>
            $"{Text(each, "type")} ({Text(each, "reason")})"
        );
        return $"job {Space.NameOf(job)}: {status["active"] ?? 0} active, {status["succeeded"] ?? 0} succeeded, "
            + $"{status["failed"] ?? 0} failed; {string.Join(", ", conditions)}";
    }

    private static string Event(JsonNode each) =>
        $"event {Text(each["involvedObject"], "name")}: {Text(each, "reason")}: {OneLine(Text(each, "message"))}";

    private static string Text(JsonNode? node, string member) => node?[member]?.GetValue<string>() ?? "";

    // A message may be the end of a log.
    private static string OneLine(string text) => text.TrimEnd().Split('\n')[^1];
}
