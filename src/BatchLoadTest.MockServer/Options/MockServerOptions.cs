namespace BatchLoadTest.MockServer.Options;

/// <summary>How the mock server behaves. Every rate is a share from 0 to 1. Holds secrets: never print it.</summary>
public sealed record MockServerOptions
{
    /// <summary>One, and what adding up shares such as 0.1 and 0.7 may miss it by.</summary>
    private const double Whole = 1 + 1e-9;

    /// <summary>Where to listen, as in <c>ASPNETCORE_URLS</c>, http only; port 0 takes a free one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:0"];

    /// <summary>Whose behaviour to show where the services differ.</summary>
    public MockFlavour Flavour { get; init; } = MockFlavour.ControlLayer;

    /// <summary>HTTP/2 with prior knowledge (h2c) only, instead of HTTP/1.1 only.</summary>
    public bool Http2 { get; init; }

    /// <summary>
    /// From create to the end: validating 10 %, in_progress 80 %, finalizing 10 %. Zero: ended by the first poll. Of no
    /// effect with <see cref="Service"/>.
    /// </summary>
    public TimeSpan BatchDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How rows are worked on, where the load is to set how long batches take.</summary>
    public ServiceOptions Service { get; init; } = new();

    /// <summary>With so many batches unfinished the next is refused (429) for lack of capacity; 0 is no limit.</summary>
    public int CapacityLimit { get; init; }

    /// <summary>Added to every request but those under <c>/mock</c>.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Added on top of <see cref="Latency"/>, drawn evenly from zero to this.</summary>
    public TimeSpan LatencyJitter { get; init; }

    /// <summary>Share of requests (not those under <c>/mock</c>) answered with 500 or 503, half and half.</summary>
    public double FailRate { get; init; }

    /// <summary>Share of a batch's rows that end in its error file and are counted as failed.</summary>
    public double RowFailRate { get; init; }

    /// <summary>
    /// Share of a batch's other rows whose line in the output file has a status other than 2xx, though they are
    /// counted as completed: real services do that, and a client that trusts the counts misses it.
    /// </summary>
    public double OutputErrorRate { get; init; }

    /// <summary>
    /// Share of batches that miss their window: with OpenAI they end <c>expired</c> with half of their rows done, with
    /// the control layer they complete after their <c>expires_at</c>.
    /// </summary>
    public double ExpireRate { get; init; }

    /// <summary>Share of batches that end <c>failed</c> when they are validated, with no row done.</summary>
    public double BatchFailRate { get; init; }

    /// <summary>
    /// How long after a batch's end its analytics are filled, with the control layer's flavour; until then all of it is zero.
    /// </summary>
    public TimeSpan AnalyticsDelay { get; init; }

    /// <summary>
    /// How long after a cancel rows still complete, as those do that were running then; the counts of a cancelled batch grow with
    /// them.
    /// </summary>
    public TimeSpan CancelTail { get; init; }

    /// <summary>
    /// Where the deletion of an input takes its batches with it: whether these stay, cancelled and without the name of an
    /// input, as by the source of the control layer (10.13), instead of being gone, as by its documentation.
    /// </summary>
    public bool UnlinksBatches { get; init; }

    /// <summary>What it does wrong behind answers that look right; nothing unless asked for.</summary>
    public MockMisbehaviour Misbehaviour { get; init; } = new();

    /// <summary>
    /// Whether the last part of a download comes 40 ms later on a connection that served a request before, as by Nagle's algorithm
    /// against delayed acknowledgement.
    /// </summary>
    public bool Nagle { get; init; }

    /// <summary>File for a line of each request; null for none.</summary>
    public string? AccessLog { get; init; }

    /// <summary>Requests a second over everything but <c>/mock</c>, one second's worth in a burst; 0 is no limit.</summary>
    public int RateLimit { get; init; }

    /// <summary>What <c>Retry-After</c> says with 429 and 503: whole seconds, rounded up, at least 1.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The one account's name, for HTTP Basic and (as the email) for the login.</summary>
    public string Username { get; init; } = "admin";

    /// <summary>The one account's password.</summary>
    public string Password { get; init; } = "password";

    /// <summary>Keys that work without having been created, for any purpose.</summary>
    public IReadOnlyList<string> ApiKeys { get; init; } = [];

    /// <summary>A key of another account, which has files and batches of its own and sees no others; null for none.</summary>
    public string? SecondApiKey { get; init; }

    /// <summary>Whether it sees and changes those of the first all the same, and the first its.</summary>
    public bool SharesObjects { get; init; }

    /// <summary>How long a new key is refused (403) before it works.</summary>
    public TimeSpan KeyActivationDelay { get; init; }

    /// <summary>Whether keys are created after a login only, as today's control layer does; HTTP Basic is answered 401.</summary>
    public bool LoginOnly { get; init; }

    /// <summary>The models that there are: any other is refused at the upload (403), and these are listed; empty for any.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The completion windows that there are: a batch with any other is refused (400); empty for any.</summary>
    public IReadOnlyList<string> Windows { get; init; } = [];

    /// <summary>What the account has to spend.</summary>
    public MockCredit Credit { get; init; }

    /// <summary>Largest file in bytes; null is the flavour's own: 100 MiB (control layer) or 200 MiB (OpenAI).</summary>
    public long? MaxFileBytes { get; init; }

    /// <summary>Most requests in one file.</summary>
    public int MaxFileRequests { get; init; } = 50_000;

    /// <summary>Files this long after their upload, and batches this long after their end, are dropped.</summary>
    public TimeSpan FileLife { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most input files, and most batches, kept at a time: beyond it the oldest go (batches once they ended).</summary>
    public int MaxStoredFiles { get; init; } = 25_000;

    /// <summary>Most bytes of input files kept, in memory and on disk together: beyond it the oldest go.</summary>
    public long MaxStoredBytes { get; init; } = 4L << 30;

    /// <summary>
    /// Where a folder for uploads over 64 KiB is made, which is deleted when the server stops; null is the system's
    /// folder for temporary files.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>Makes faults, row failures and the order of results the same in every run with the same requests.</summary>
    public int Seed { get; init; }

    /// <summary>When the server takes requests and answers none.</summary>
    public IReadOnlyList<FreezePlan> Freezes { get; init; } = [];

    /// <summary><see cref="RetryAfter"/> as the header says it.</summary>
    internal int RetryAfterSeconds => Math.Max(1, (int)Math.Ceiling(RetryAfter.TotalSeconds));

    /// <summary>Only the addresses: a record's generated text would print the secrets.</summary>
    public override string ToString() => $"{nameof(MockServerOptions)} {{ {nameof(Urls)} = {string.Join(';', Urls)} }}";

    /// <summary>Everything that is wrong with these options, in words; empty when they can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        Check(Urls.Count > 0, "Urls: at least one address is needed");
        CheckShare(FailRate, nameof(FailRate));
        CheckShare(RowFailRate, nameof(RowFailRate));
        CheckShare(OutputErrorRate, nameof(OutputErrorRate));
        CheckShare(ExpireRate, nameof(ExpireRate));
        CheckShare(BatchFailRate, nameof(BatchFailRate));
        Check(
            ExpireRate + BatchFailRate + Misbehaviour.LateBatches + Misbehaviour.StuckFinalizing <= Whole,
            "ExpireRate, BatchFailRate, LateBatches and StuckFinalizing: together at most 1"
        );
        foreach (var (name, share) in Misbehaviour.Shares())
        {
            CheckShare(share, name);
        }

        foreach (var (window, _) in Misbehaviour.MissWindows)
        {
            Check(CompletionWindow.TryRead(window, out _), $"MissWindows: '{window}' is no completion window");
        }

        foreach (var (names, sum) in Misbehaviour.Exclusive())
        {
            Check(sum <= Whole, $"{names}: together at most 1");
        }

        CheckTime(Misbehaviour.HiddenAfterCreate, nameof(Misbehaviour.HiddenAfterCreate));
        CheckTime(BatchDuration, nameof(BatchDuration));
        CheckTime(AnalyticsDelay, nameof(AnalyticsDelay));
        CheckTime(CancelTail, nameof(CancelTail));
        CheckTime(Latency, nameof(Latency));
        CheckTime(LatencyJitter, nameof(LatencyJitter));
        CheckTime(RetryAfter, nameof(RetryAfter));
        CheckTime(KeyActivationDelay, nameof(KeyActivationDelay));
        Check(FileLife > TimeSpan.Zero, "FileLife: must be more than zero");
        problems.AddRange(Service.Problems());
        Check(CapacityLimit >= 0, "CapacityLimit: must not be negative");
        Check(RateLimit >= 0, "RateLimit: must not be negative");
        Check(MaxFileBytes is null or > 0, "MaxFileBytes: must be more than zero");
        Check(MaxFileRequests > 0, "MaxFileRequests: must be more than zero");
        Check(MaxStoredFiles > 0, "MaxStoredFiles: must be more than zero");
        Check(MaxStoredBytes > 0, "MaxStoredBytes: must be more than zero");
        return problems;

        void Check(bool good, string problem)
        {
            if (!good)
            {
                problems.Add(problem);
            }
        }

        void CheckShare(double share, string name) => Check(share is >= 0 and <= 1, $"{name}: must be from 0 to 1");

        void CheckTime(TimeSpan time, string name) => Check(time >= TimeSpan.Zero, $"{name}: must not be negative");
    }
}
