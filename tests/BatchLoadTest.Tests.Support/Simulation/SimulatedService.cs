using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>The service of a <see cref="SimulatedTest"/>, with what its users met.</summary>
internal sealed class SimulatedService
{
    private const double FirstPoll = 0.5;
    private static readonly DateTimeOffset Epoch = new(2026, 3, 4, 5, 6, 7, 300, TimeSpan.Zero);

    private static readonly Dictionary<Step, double> Milliseconds = new()
    {
        [Step.Upload] = 40,
        [Step.Metadata] = 8,
        [Step.Verify] = 30,
        [Step.Create] = 25,
        [Step.Poll] = 12,
        [Step.Output] = 60,
        [Step.Errors] = 10,
    };

    private readonly SimulatedTest run;
    private readonly Random random;
    private readonly List<double> slowness = [];
    private readonly double weather;
    private double drift;

    public SimulatedService(SimulatedTest run)
    {
        this.run = run;
        random = new Random(run.Seed);
        weather = Math.Exp(run.Weather * Normal());
        drift = run.Noise * Normal();
    }

    /// <summary>Everything one user does.</summary>
    public SimulatedUser Work(int number)
    {
        var user = new SimulatedUser(number / run.SpawnRate);
        var now = user.Begin;
        while (now < run.Seconds)
        {
            now = Iterate(user, number, now);
            user.End = now;
            now += 0.2 + (0.3 * random.NextDouble());
        }

        return user;
    }

    private double Iterate(SimulatedUser user, int number, double now)
    {
        now = Request(user, Step.Upload, now);
        now = Request(user, random.Next(2) == 0 ? Step.Metadata : Step.Verify, now);
        var created = now;
        now = Request(user, Step.Create, now);
        var begun = created + 0.05;
        var done = begun + (run.BatchSeconds * Math.Exp(0.05 * Normal()));
        var wait = FirstPoll;
        var polls = 0;
        double asked;
        do
        {
            asked = now + wait;
            now = Request(user, Step.Poll, asked);
            wait *= 1.5;
            polls++;
        } while (asked < done);

        var ended = now;
        now = Request(user, Step.Output, now);
        now = Request(user, Step.Errors, now);
        user.Batches.Add((now, Batch(number, created, begun, done, ended, polls)));
        return now;
    }

    private BatchRecord Batch(int user, double created, double begun, double done, double seen, int polls) =>
        new()
        {
            BatchId = "batch",
            User = user + 1,
            Outcome = random.NextDouble() < run.FailRate ? BatchOutcome.Failed : BatchOutcome.Completed,
            LastStatus = "completed",
            Turnaround = TimeSpan.FromSeconds(seen - created),
            Polls = polls,
            Rows = 10,
            OutputRows = 10,
            ErrorRows = 0,
            CreatedAt = Epoch.AddSeconds(created),
            Phases = new BatchPhases(Stamped(created, begun), Stamped(begun, done), TimeSpan.Zero, null),
            Findings = new ResultFindings
            {
                Expected = 10,
                OutputRows = 10,
                IsComplete = true,
            },
        };

    // The service's stamps are whole seconds of the wall clock.
    private static TimeSpan Stamped(double from, double to) =>
        TimeSpan.FromSeconds(Math.Floor(to + 0.3) - Math.Floor(from + 0.3));

    private double Request(SimulatedUser user, Step step, double now)
    {
        var own = Math.Exp(0.25 * Normal()) * (step == run.SlowStep ? run.StepSlowness : 1);
        var seconds = Milliseconds[step] / 1000 * own * weather * run.Slowness * SlownessAt(now);
        var failed = random.NextDouble() < run.FailRate;
        var latency = TimeSpan.FromSeconds(seconds);
        user.Requests.Add(
            (
                now + seconds,
                new Measurement(
                    step,
                    failed ? Outcome.HttpStatus : Outcome.Success,
                    failed ? 500 : 200,
                    0,
                    0,
                    latency,
                    latency,
                    100,
                    100,
                    failed ? "no" : null
                )
            )
        );
        return now + seconds;
    }

    private double SlownessAt(double time)
    {
        while (slowness.Count <= time)
        {
            // The spread stays the same however much a second remembers.
            drift = (run.Memory * drift) + (Math.Sqrt(1 - (run.Memory * run.Memory)) * run.Noise * Normal());
            slowness.Add(Math.Exp(drift) * (random.NextDouble() < run.Bursts ? 3 : 1));
        }

        return slowness[(int)time];
    }

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
