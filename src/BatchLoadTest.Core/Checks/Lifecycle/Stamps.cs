using System.Globalization;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Lifecycle;

/// <summary>The times that a batch says.</summary>
internal static class Stamps
{
    private static readonly string[] All =
    [
        "created_at",
        "in_progress_at",
        "finalizing_at",
        "completed_at",
        "failed_at",
        "expires_at",
        "expired_at",
        "cancelling_at",
        "cancelled_at",
    ];

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Whether none is before one that comes earlier.</summary>
    public static CheckResult Order(CheckScene scene, BatchWatch watch)
    {
        foreach (var sight in watch.Sights)
        {
            var times = sight.Batch.Times;
            (string Name, DateTimeOffset? At)[] stamps =
            [
                ("created_at", times.CreatedAt),
                ("in_progress_at", times.InProgressAt),
                ("finalizing_at", times.FinalizingAt),
                ("completed_at", times.CompletedAt),
            ];
            var known = stamps.Where(stamp => stamp.At is not null).ToList();
            for (var place = 1; place < known.Count; place++)
            {
                if (known[place].At < known[place - 1].At)
                {
                    return CheckResult.Fail(
                        $"{known[place].Name} is {(known[place - 1].At - known[place].At)!.Value.TotalSeconds:0.#} s before {known[place - 1].Name}",
                        "a run's phases by the service's clock are wrong",
                        sight.Answer
                    );
                }
            }
        }

        return CheckResult.Pass("they are");
    }

    /// <summary>Whether they are written as OpenAI writes them.</summary>
    public static CheckResult Seconds(CheckScene scene, BatchWatch watch)
    {
        var batch = Answered.Object(watch.LastAnswer);
        var odd = All.FirstOrDefault(name =>
            Answered.Member(batch, name) is var stamp && Answered.IsThere(stamp) && !IsWhole(stamp)
        );
        return odd is null
            ? CheckResult.Pass("they are")
            : CheckResult.Fail(
                scene.Redact($"{odd} is {Answered.Show(Answered.Member(batch, odd))}"),
                null,
                watch.LastAnswer
            );
    }

    /// <summary>Whether a batch that has ended says when.</summary>
    public static CheckResult End(CheckScene scene, BatchWatch watch)
    {
        var name = watch.Last.Status.State switch
        {
            BatchState.Completed => "completed_at",
            BatchState.Failed => "failed_at",
            _ => null,
        };
        return name is null ? CheckResult.NotSeen($"it is {scene.Redact(watch.Last.Status.Text)}")
            : Answered.IsThere(Answered.Member(Answered.Object(watch.LastAnswer), name)) ? CheckResult.Pass(name)
            : CheckResult.Fail(
                $"{watch.Last.Status.Text} without {name}",
                "a run cannot tell how long the service took by its own clock",
                watch.LastAnswer
            );
    }

    /// <summary>Whether the deadline is that of the window.</summary>
    public static CheckResult Window(CheckScene scene, BatchWatch watch)
    {
        if (LengthOf(scene.Data.Window) is not { } window)
        {
            return CheckResult.NotSeen($"{scene.Data.Window} is no length of time");
        }

        var times = watch.LastAnswer == watch.Created ? watch.First.Times : watch.Last.Times;
        return times is not { CreatedAt: { } created, ExpiresAt: { } expires }
                ? CheckResult.Fail("there is none", "whether a window was missed cannot be told", watch.LastAnswer)
            // Each is rounded for itself.
            : (expires - created - window).Duration() <= Second ? CheckResult.Pass($"{window.TotalHours:0.##} h")
            : CheckResult.Fail(
                $"it is {(expires - created).TotalHours:0.##} h after created_at, the window is {scene.Data.Window}",
                "whether a window was missed is told by it",
                watch.LastAnswer
            );
    }

    private static bool IsWhole(JsonElement stamp) =>
        stamp.ValueKind == JsonValueKind.Number && stamp.TryGetInt64(out _);

    private static TimeSpan? LengthOf(string window) =>
        window.Length < 2
        || !double.TryParse(window.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? null
            : window[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                _ => null,
            };
}
