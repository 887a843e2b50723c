using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;
using BatchLoadTest.Views;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>Runs that never took place, with figures that look like those of real ones.</summary>
public static class SampleRun
{
    private static readonly StepNames Names = new();

    /// <summary>100 users for two minutes.</summary>
    public static LoadPlan Plan { get; } =
        new() { Profile = new ClosedLoad(100, 10), RunTime = TimeSpan.FromMinutes(2) };

    /// <summary>What is shown before such a run.</summary>
    public static RunViewHeader Header { get; } =
        new()
        {
            RunId = "20260102-030405-abcd",
            Version = "0.1.0",
            Host = "https://control.example.org",
            Plan = Plan,
            Data = "test_data/batch_50.jsonl",
            DataRequests = 50,
            DataBytes = 123_456,
            Thresholds = ["p95 <= 1s", "error_rate <= 1%"],
        };

    /// <summary>In the midst of it: all users run.</summary>
    public static RunPhase Running { get; } = new() { State = RunState.Running, UsersAsked = 100 };

    /// <summary>Nothing measured.</summary>
    public static RunSnapshot NothingYet { get; } =
        new()
        {
            Elapsed = TimeSpan.Zero,
            Users = 0,
            Steps = [],
            Total = Figures(null, 0, 0, 0),
            Failures = [],
            Batches = Batches(0, 0),
        };

    /// <summary>A minute in.</summary>
    public static RunSnapshot Busy { get; } =
        new()
        {
            Elapsed = TimeSpan.FromSeconds(62.3),
            Users = 100,
            Steps =
            [
                Figures(Step.Key, 1, 0, 31),
                Figures(Step.Upload, 1_234, 12, 42),
                Figures(Step.Metadata, 611, 0, 0.8),
                Figures(Step.Verify, 609, 0, 9.2),
                Figures(Step.Create, 1_220, 3, 18),
                Figures(Step.Poll, 14_402, 0, 3.1) with
                {
                    Interrupted = 23,
                },
                Figures(Step.Output, 1_101, 1, 120) with
                {
                    Phases = SamplePhases,
                },
                Figures(Step.Errors, 17, 0, 11),
            ],
            Total = Figures(null, 19_195, 16, 12) with { Interrupted = 23, KeyPending = 7 },
            Failures =
            [
                Failure(Step.Upload, "http_429", 9, "Too many requests: [red]slow[/] down"),
                Failure(Step.Upload, "timeout", 3, "no answer within 60s"),
                Failure(
                    Step.Create,
                    "http_500",
                    3,
                    "{\"error\":{\"message\":\"the database said no, and then went on to say a lot more about it\"}}"
                ),
                Failure(Step.Output, "content_mismatch", 1, "49 of 50 rows") with
                {
                    Examples = [SampleExample],
                },
            ],
            Slowest = [SampleExample],
            Prompts = new PromptCounts
            {
                Uploads = 1_220,
                Rows = 61_000,
                Own = 61_000,
                Tokens = 48_812_345,
                Prefixed = 18_309,
            },
            Lists = SampleLists,
            Batches = Batches(1_217, 1_101) with
            {
                Deadlines = new DeadlineCounts(1_101, 12),
                Overtakings = [SampleOvertaking],
                Reads = SampleReads,
                Retries = new RetrySummary
                {
                    Results = [12, 1, 0, 0, 0, 0],
                    Took = Latency(12, 1_400),
                    Rows = 40,
                    Recovered = 38,
                },
                Cancels = new CancelSummary
                {
                    Results = [21, 3, 2, 0, 0, 0, 0],
                    Took = Latency(21, 640),
                    Rows = 1_050,
                    RowsNotDone = 512,
                },
                Deletes = new DeleteSummary
                {
                    Results = [8, 3, 2, 1, 0, 0, 1],
                    FilesKept = 1,
                    ResultsKept = 2,
                    Rows = 300,
                    RowsNotDone = 120,
                    Examples = ["the input of batch batch_8d1f2c3b4a70 was still served"],
                },
                Expiries = new ExpirySummary
                {
                    Verdicts = [1_218, 1, 1, 800, 2, 418],
                    Batches = 5,
                    Examples = ["still served 61 s after it had expired (file file-5a1)"],
                },
                Examples =
                [
                    new BatchRecord
                    {
                        BatchId = "batch_8d1f2c3b4a59",
                        User = 17,
                        Outcome = BatchOutcome.Expired,
                        LastStatus = "expired",
                        Turnaround = TimeSpan.FromSeconds(31.25),
                        Polls = 7,
                        Detail = "window over",
                    },
                ],
            },
        };

    private static ReadSummary SampleReads =>
        new()
        {
            Asked = 43,
            Batches = 40,
            Judged = 40,
            Reads = 212,
            Rows = 2_000,
            EarlyRows = 1_600,
            BytesAgain = 1_284,
            FirstRow = Latency(40, 811),
            Progress = [0, 0.1, 0.2, 0.3, 0.42, 0.5, 0.6, 0.7, 0.8],
            Faults = [2, 2, 0, 0, 0, 0],
            Examples =
            [
                ["row-17, line 12 of the file, passed over by read 3 (lines 9 to 20, after 2.1 s) (batch batch_7)"],
                ["row-4, line 21 of the file, by read 3 and by read 4 (batch batch_7)"],
                [],
                [],
                [],
                [],
            ],
        };

    private static ListSummary SampleLists =>
        new()
        {
            Due = 14,
            NotBegun = 2,
            Kinds =
            [
                new(ListKind.Batches)
                {
                    Ends = [11, 1, 0, 0],
                    Pages = 71,
                    Items = 6_902,
                    Doubled = 1,
                    Expected = 6_713,
                    Missing = 2,
                    DoubledExamples = ["batch_7 on pages 3 and 4"],
                    MissingExamples = ["batch_9 on none of 12 pages"],
                    Problems = ["http_500 the list took too long"],
                    Sizes =
                    [
                        new(0, 99, 1, Latency(1, 12), Latency(1, 13)),
                        new(1_000, 1_999, 10, Latency(60, 94), Latency(10, 812)),
                    ],
                },
                new(ListKind.Files)
                {
                    Ends = [12, 0, 0, 0],
                    Pages = 74,
                    Items = 7_011,
                    Expected = 6_730,
                    Sizes = [new(500, 999, 12, Latency(74, 15), Latency(12, 102))],
                },
            ],
        };

    private static Overtaking SampleOvertaking => new("batch_1", At(1, 0), At(0, 5), "batch_2", At(24, 0), At(0, 4));

    private static DateTimeOffset At(int hours, int minutes) =>
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddHours(hours).AddMinutes(minutes);

    /// <summary>Counts of ten digits and times of hours everywhere.</summary>
    public static RunSnapshot Huge { get; } =
        Busy with
        {
            Elapsed = TimeSpan.FromHours(47.99),
            Users = 1_234_567,
            Steps = [.. Names.All.Select(name => HugeFigures(name))],
            Total = HugeFigures(null),
            Failures =
            [
                .. Names.All.Select(name => new FailureSummary(
                    name,
                    "connection_refused",
                    9_876_543_210,
                    TimeSpan.FromHours(1),
                    TimeSpan.FromHours(47),
                    new string('w', 300)
                )),
            ],
            Batches = Batches(9_876_543_210, 1_234_567_890) with
            {
                ByOutcome =
                [
                    1_234_567_890,
                    1_111_111_111,
                    1_111_111_111,
                    1_111_111_111,
                    0,
                    0,
                    0,
                    1_111_111_111,
                    1,
                    1,
                    1,
                ],
            },
        };

    /// <summary>A run that ended as planned and missed one of three thresholds.</summary>
    public static RunReport Report { get; } =
        new()
        {
            Run = new RunFacts
            {
                Id = "20260102-030405-abcd",
                Version = "0.1.0",
                Host = "https://control.example.org",
                Engine = "builtin",
                StartedAt = new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.FromHours(1)),
                Plan = Plan,
                Thresholds =
                [
                    new("p95 <= 1s", "P95_THRESHOLD_MS"),
                    new("create.p99 < 20ms", "--threshold"),
                    new("errors.p95 < 1s", "--threshold"),
                ],
                Settings = [new("users", "100", "command line"), new("password", "***", "BASIC_AUTH_PASSWORD")],
                Tags = [new("commit", "1a2b3c"), new("stage", "test")],
                Environment = [new("machine", "runner-7"), new("processors", "4")],
            },
            Ending = new RunEnding
            {
                EndedAt = new DateTimeOffset(2026, 1, 2, 4, 6, 9, 250, TimeSpan.FromHours(1)),
                End = RunEnd.Planned,
                Problem = null,
                Preflight = new PreflightRecord(
                    3,
                    TimeSpan.FromMilliseconds(41.5),
                    [
                        new("preflight.admitted", "passed", "the key is admitted"),
                        new(
                            "preflight.models",
                            "noted",
                            "tiny is not among the 2 that the key may use: large, small",
                            "name another"
                        ),
                        new("preflight.balance", "not_seen", "the service tells no balance"),
                    ]
                ),
                Load = new LoadOutcome
                {
                    Started = 1_240,
                    Completed = 1_217,
                    Interrupted = 23,
                    Dropped = 0,
                    PeakUsers = 100,
                    LoadTime = TimeSpan.FromMinutes(2),
                    StopTime = TimeSpan.FromSeconds(4.25),
                },
                Notices = ["The clock of this machine was set back by 2 s during the run."],
            },
            Final = Busy with { Batches = Busy.Batches with { Created = 1_152 } },
            History = new ListedHistory(),
            Thresholds =
            [
                new("p95 <= 1s", "P95_THRESHOLD_MS", 21.6, "21.6 ms", ThresholdVerdict.Passed),
                new("create.p99 < 20ms", "--threshold", 41.25, "41.25 ms", ThresholdVerdict.Failed),
                new("errors.p95 < 1s", "--threshold", null, "no data", ThresholdVerdict.NoData),
            ],
            ExitCode = 1,
        };

    /// <summary>The same run, ended before the first request.</summary>
    public static RunReport EmptyReport { get; } =
        Report with
        {
            Run = Report.Run with { Thresholds = [], Tags = [] },
            Ending = Report.Ending with
            {
                Preflight = null,
                Load = new LoadOutcome
                {
                    Started = 0,
                    Completed = 0,
                    Interrupted = 0,
                    Dropped = 0,
                    PeakUsers = 0,
                    LoadTime = TimeSpan.Zero,
                    StopTime = TimeSpan.Zero,
                },
                Notices = [],
            },
            Final = NothingYet,
            Thresholds = [],
            ExitCode = 0,
        };

    /// <summary>A new connection for a few, and most of the time until the first byte.</summary>
    private static IReadOnlyList<PhaseSummary> SamplePhases =>
        [
            new(RequestPhase.Blocked, LatencySummary.Empty, 1_101),
            new(RequestPhase.Connecting, Latency(10, 0.4), 1_101),
            new(RequestPhase.Securing, LatencySummary.Empty, 1_101),
            new(RequestPhase.Sending, LatencySummary.Empty, 1_101),
            new(RequestPhase.Waiting, Latency(1_101, 110), 1_101),
            new(RequestPhase.Receiving, Latency(1_101, 9), 1_101),
        ];

    /// <summary>One request with all ids that there may be.</summary>
    public static RequestExample SampleExample =>
        new(
            Step.Output,
            Outcome.ContentMismatch,
            200,
            TimeSpan.FromSeconds(12.5),
            new RequestIdentity("GET", "/ai/v1/files/file-out-7/content", TimeSpan.FromMilliseconds(4_800))
            {
                RequestId = "4bf92f35-77b3-4da6-00f0-67aa0ba902b7",
                TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
                ServiceIds = [new("x-request-id", "req_1f3"), new("cf-ray", "8f2-FRA")],
                BatchId = "batch-7",
                FileId = "file-7",
            },
            "49 of 50 rows"
        );

    /// <summary>A failure kind with the given words.</summary>
    public static FailureSummary Failure(Step step, string kind, long count, string example) =>
        new(Names[step], kind, count, TimeSpan.FromSeconds(12.5), TimeSpan.FromSeconds(61), example);

    /// <summary>A step's figures, spread around a median.</summary>
    public static StepSummary Figures(Step? step, long requests, long failures, double medianMilliseconds)
    {
        var latency = requests == 0 ? LatencySummary.Empty : Latency(requests, medianMilliseconds);
        return new StepSummary
        {
            Step = step is { } known ? Names[known] : null,
            Requests = requests,
            Failures = failures,
            KeyPending = 0,
            Interrupted = 0,
            BytesSent = requests * 100,
            BytesReceived = requests * 2_000,
            Latency = latency,
            P95ByTime = requests == 0 ? null : TimeSpan.FromMilliseconds(medianMilliseconds * 2.5),
            TimeToFirstByte = latency,
            CurrentRate = requests / 60.0,
            CurrentFailureRate = failures / 60.0,
            TotalRate = requests / 62.0,
        };
    }

    private static LatencySummary Latency(long count, double median) =>
        new(
            count,
            Min: TimeSpan.FromMilliseconds(median * 0.4321),
            Mean: TimeSpan.FromMilliseconds(median * 1.0987),
            Max: TimeSpan.FromMilliseconds(median * 40),
            P50: TimeSpan.FromMilliseconds(median),
            P75: TimeSpan.FromMilliseconds(median * 1.2),
            P90: TimeSpan.FromMilliseconds(median * 1.5),
            P95: TimeSpan.FromMilliseconds(median * 1.8),
            P99: TimeSpan.FromMilliseconds(median * 9),
            P999: TimeSpan.FromMilliseconds(median * 20),
            P9999: TimeSpan.FromMilliseconds(median * 39)
        )
        {
            P66 = TimeSpan.FromMilliseconds(median * 1.1),
            P80 = TimeSpan.FromMilliseconds(median * 1.3),
            P98 = TimeSpan.FromMilliseconds(median * 6),
        };

    private static StepSummary HugeFigures(StepName? name) =>
        Figures(null, 9_876_543_210, 1_234_567_890, TimeSpan.FromHours(1.19).TotalMilliseconds) with
        {
            Step = name,
            Interrupted = 1_234_567_890,
            CurrentRate = 123_456_789,
            TotalRate = 123_456_789,
        };

    private static BatchSummary Batches(long created, long completed) =>
        new()
        {
            Created = created,
            ByOutcome = created == 0 ? [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] : [completed, 1, 2, 0, 21, 12, 8, 4, 0, 0, 3],
            Turnaround = completed == 0 ? LatencySummary.Empty : Latency(completed, 2_345),
            Polls = completed * 13,
            Results = ResultSummary.Empty with
            {
                OutputRows = completed * 50,
                ErrorRows = completed == 0 ? 0 : 17,
                CheckedBatches = completed,
            },
            Examples = [],
        };
}
