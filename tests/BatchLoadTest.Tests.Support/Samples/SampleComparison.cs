using BatchLoadTest.Comparison;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>Comparisons of runs that never took place.</summary>
internal static class SampleComparison
{
    private static readonly RunFacts Facts = new()
    {
        Id = "20260102-030405-abcd",
        Version = "0.1.0",
        Host = "https://control.example.org",
        Engine = "builtin",
        StartedAt = default,
        Plan = new LoadPlan { Profile = new ClosedLoad(10, 10), RunTime = TimeSpan.FromSeconds(60) },
        Settings = [new("users", "10", "--users"), new("verify", "both", "--verify")],
        Tags = [new("commit", "1a2b3c")],
        Environment = [new("machine", "runner-7"), new("processors", "4")],
    };

    /// <summary>The runs of <see cref="Mixed"/>.</summary>
    public static (RecordedRun Base, RecordedRun New) MixedRuns { get; } =
        (
            Run(Facts, upload: 41, failed: 0, poll: 30, batchSeconds: 5),
            Run(
                Facts with
                {
                    Id = "20260103-030405-ef01",
                    Version = "0.2.0",
                    Settings = [new("users", "20", "--users"), new("verify", "both", "--verify")],
                    Tags = [new("commit", "4d5e6f")],
                },
                upload: 52,
                failed: 2,
                poll: 24,
                batchSeconds: 9,
                end: RunEnd.Interrupted
            )
        );

    /// <summary>Uploads slower, creates failing now and then, polls faster, batches late.</summary>
    public static RunComparison Mixed { get; } = RunComparison.Of(MixedRuns.Base, MixedRuns.New);

    /// <summary>The first run against itself.</summary>
    public static RunComparison Same { get; } =
        RunComparison.Of(
            Run(Facts, upload: 41, failed: 0, poll: 30, batchSeconds: 5),
            Run(Facts, upload: 41, failed: 0, poll: 30, batchSeconds: 5)
        );

    /// <summary>
    /// Classes of batches: of the new run big is slower, fails rows and has another window, mid is gone, bulk is new, prices have
    /// risen, and some rows do not say what they took.
    /// </summary>
    public static RunComparison Classes { get; } =
        RunComparison.Of(
            ClassRun(
                Facts with
                {
                    Classes =
                    [
                        new("small", 0.6, "/main/a.jsonl", "/v1/chat/completions", "24h", TimeSpan.FromHours(24), 10),
                        new("mid", 0.3, "b.jsonl", "/v1/chat/completions", "1h", TimeSpan.FromHours(1), 10),
                        new("big", 0.1, "generated", "/v1/embeddings", "24h", TimeSpan.FromHours(24), 10),
                    ],
                    Settings = [new("price", "*=0.15/0.60", "--price")],
                    Prices = new PriceList([new TokenPrice(TokenPrice.AnyModel, 0.15m, 0.60m)]),
                },
                big: 3,
                bigSeconds: 9,
                bigFailed: 0,
                bigWithUsage: 10
            ),
            ClassRun(
                Facts with
                {
                    Id = "20260103-030405-ef01",
                    Classes =
                    [
                        new("small", 0.5, "/branch/a.jsonl", "/v1/chat/completions", "24h", TimeSpan.FromHours(24), 10),
                        new("big", 0.3, "generated", "/v1/embeddings", "1h", TimeSpan.FromHours(1), 20, "large"),
                        new("bulk", 0.2, "c.jsonl", "/v1/chat/completions", "24h", TimeSpan.FromHours(24), 10),
                    ],
                    Settings = [new("price", "*=0.20/0.60", "--price")],
                    Prices = new PriceList([new TokenPrice(TokenPrice.AnyModel, 0.20m, 0.60m)]),
                },
                big: 2,
                bigSeconds: 14,
                bigFailed: 1,
                bigWithUsage: 9
            )
        );

    /// <summary>No request in either run.</summary>
    public static RunComparison Empty { get; } =
        RunComparison.Of(
            new ScriptedRun { Facts = Facts, Fill = (_, _) => { } }.Record(),
            new ScriptedRun { Facts = Facts, Fill = (_, _) => { } }.Record()
        );

    /// <summary>Everything that comes from outside is this text.</summary>
    public static RunComparison Hostile(string text)
    {
        var (one, other) = HostileRuns(text);
        return RunComparison.Of(one, other);
    }

    /// <summary>The runs of <see cref="Hostile"/>.</summary>
    public static (RecordedRun Base, RecordedRun New) HostileRuns(string text)
    {
        var facts = Facts with
        {
            Id = text,
            Host = text,
            Version = text,
            Tags = [new(text, text)],
            Settings = [new("users", text, ""), new(text, "1", "")],
            Environment = [new("machine", text)],
            Classes = [new(text, 1, text, text, text, null)],
        };
        var run = Run(facts, upload: 41, failed: 0, poll: 30, batchSeconds: 5, end: RunEnd.CouldNotRun, problem: text);
        return (Run(Facts, upload: 41, failed: 0, poll: 30, batchSeconds: 5), run);
    }

    // The first class is small.
    private static RecordedRun ClassRun(
        RunFacts facts,
        int big,
        double bigSeconds,
        long bigFailed,
        long bigWithUsage
    ) =>
        new ScriptedRun
        {
            Seconds = 62,
            LoadSeconds = 60,
            Facts = facts,
            Fill = (interval, second) =>
            {
                var wave = 1 + (0.02 * (second % 5));
                ScriptedRun.AddRequests(interval, Step.Upload, 6, 41 * wave, ofClass: 1);
                ScriptedRun.AddRequests(interval, Step.Upload, 6, 4 * bigSeconds * wave, ofClass: big);
                for (var batch = 0; batch < 6; batch++)
                {
                    interval.BatchEnded(Batch(1, 5 * wave, failed: 0, withUsage: 10));
                    interval.BatchEnded(Batch(big, bigSeconds * wave, batch % 3 == 0 ? bigFailed : 0, bigWithUsage));
                }

                BatchRecord Batch(int number, double seconds, long failed, long withUsage)
                {
                    var ended = DateTimeOffset.FromUnixTimeSeconds(interval.Second);
                    var batch = ScriptedRun.Batch(seconds) with
                    {
                        Class = number,
                        ServerCreatedAt = ended.AddSeconds(-Math.Floor(seconds)),
                        ServerDoneAt = ended,
                    };
                    batch.Findings!.Non2xxRows = failed;
                    batch.Findings.AddUsage(
                        new ModelUsage(
                            "chatter",
                            10,
                            withUsage,
                            new TokenCounts(100 * withUsage, 20 * withUsage, 0, 0, 0)
                        )
                    );
                    return batch;
                }
            },
        }.Record();

    private static RecordedRun Run(
        RunFacts facts,
        double upload,
        int failed,
        double poll,
        double batchSeconds,
        RunEnd end = RunEnd.Planned,
        string? problem = null
    ) =>
        new ScriptedRun
        {
            Seconds = 62,
            LoadSeconds = 60,
            Facts = facts,
            End = end,
            Problem = problem,
            Fill = (interval, second) =>
            {
                var wave = 1 + (0.02 * (second % 5));
                ScriptedRun.AddRequests(interval, Step.Upload, 6, upload * wave);
                ScriptedRun.AddRequests(interval, Step.Create, 6, 18 * wave, failed * (second % 2));
                ScriptedRun.AddRequests(interval, Step.Poll, 20, poll * wave);
                for (var batch = 0; batch < 6; batch++)
                {
                    interval.BatchesEnded.Add(
                        ScriptedRun.Batch(batchSeconds * wave, running: Math.Floor(batchSeconds))
                    );
                }
            },
        }.Record();
}
