#:project ../../src/BatchLoadTest.Core/BatchLoadTest.Core.csproj

// What classes of batches cost the generator: dotnet run bench/classes/classes.cs [-- USERS SECONDS]
// A run on a clock of its own, measured as a real one is (collector, journal, a snapshot each second): users who each have a
// batch of 30 s, polled each 5 s, and wait 30 s. With no class and with 50: memory after a tenth of the time and at the end,
// the journal's size and CPU.

using System.Diagnostics;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

var users = args.Length > 0 ? int.Parse(args[0]) : 10_000;
var seconds = args.Length > 1 ? int.Parse(args[1]) : 3_600;
Console.WriteLine(
    "classes   requests    batches   MB at 1/10   MB at the end   journal MB   CPU ms a second of the run"
);
foreach (var classes in new[] { 0, 50 })
{
    Simulate(users, seconds, classes);
}

static void Simulate(int users, int seconds, int classes)
{
    const int Cycle = 60;
    var folder = Directory.CreateTempSubdirectory("batch-load-test-classes-").FullName;
    var clock = new SecondsClock();
    var time = RunClock.StartNow(clock);
    List<ClassTerms> terms =
    [
        .. Enumerable
            .Range(1, classes)
            .Select(number => new ClassTerms(
                $"class-{number}",
                1.0 / classes,
                "10 rows",
                "/v1/chat/completions",
                number % 2 == 0 ? "24h" : "1h",
                TimeSpan.FromHours(number % 2 == 0 ? 24 : 1)
            )),
    ];
    var profile = new ClosedLoad(users, users);
    var facts = new RunFacts
    {
        Id = "simulated",
        Version = "0",
        Host = "http://localhost",
        Engine = "none",
        StartedAt = time.StartedAt,
        Plan = new LoadPlan { Profile = profile, RunTime = TimeSpan.FromSeconds(seconds) },
        Classes = terms,
        Settings = [],
        Tags = [],
    };
    var path = Path.Combine(folder, JournalWriter.FileName);
    using var journal = new JournalWriter(path, facts, Console.Error.WriteLine);
    var collector = new StatisticsCollector(
        new StepNames("/v1"),
        time,
        () => new LoadState(users, 0, 0),
        journal: journal,
        terms: new RunTerms
        {
            Profile = profile,
            Window = classes == 0 ? TimeSpan.FromHours(24) : null,
            Classes = terms,
        }
    );
    var random = new Random(1);
    var (requests, batches, early) = (0L, 0L, 0.0);
    var begin = Process.GetCurrentProcess().TotalProcessorTime;
    for (var second = 0; second < seconds; second++)
    {
        clock.Advance();
        foreach (var user in Enumerable.Range(0, users).Where(user => user % Cycle == second % Cycle))
        {
            var number = classes == 0 ? 0 : 1 + random.Next(classes);
            foreach (var step in StepCatalogue.Steps.Where(step => step != Step.Key))
            {
                // Six polls; all in the second in which the batch ends, as the sums are what matters here.
                for (var time1 = step == Step.Poll ? 6 : 1; time1 > 0; time1--)
                {
                    collector.Add(Request(clock, random, step, number));
                    requests++;
                }
            }

            collector.BatchCreated(10, clock.GetUtcNow().AddSeconds(-30), number);
            collector.BatchEnded(Batch(clock, random, user, ++batches, number));
        }

        // All that began before this second has ended.
        collector.StartsCompleteBefore = time.SecondOf(time.Elapsed) - 1;
        collector.SnapshotOfWholeSeconds(time.Elapsed);
        early = second == seconds / 10 ? Megabytes() : early;
    }

    var cpu = Process.GetCurrentProcess().TotalProcessorTime - begin;
    var end = Megabytes();
    GC.KeepAlive(collector);
    Console.WriteLine(
        $"{classes, 7} {requests, 10:N0} {batches, 10:N0} {early, 12:0} {end, 15:0} {new FileInfo(path).Length / 1e6, 12:0} "
            + $"{cpu.TotalMilliseconds / seconds, 29:0.0}"
    );
    journal.Dispose();
    Directory.Delete(folder, recursive: true);
}

static double Megabytes() => GC.GetTotalMemory(forceFullCollection: true) / 1e6;

static Measurement Request(SecondsClock clock, Random random, Step step, int number)
{
    var latency = TimeSpan.FromMilliseconds(20 * Math.Exp(0.4 * ((2 * random.NextDouble()) - 1)));
    var start = clock.GetTimestamp() - latency.Ticks;
    return new Measurement(step, Outcome.Success, 200, start, start, latency, latency / 2, 100, 200, null)
    {
        Class = number,
    };
}

static BatchRecord Batch(SecondsClock clock, Random random, int user, long batch, int number)
{
    var now = clock.GetUtcNow();
    var findings = new ResultFindings
    {
        Expected = 10,
        OutputRows = 10,
        IsComplete = true,
    };
    findings.AddStatus(200, 10);
    findings.AddUsage(new ModelUsage("load-test", 10, 10, new TokenCounts(1_000, 500, 0, 0, 1_500)));
    return new BatchRecord
    {
        BatchId = $"batch_{batch:x32}",
        User = user,
        Class = number,
        Outcome = BatchOutcome.Completed,
        LastStatus = "completed",
        Turnaround = TimeSpan.FromSeconds(30 + (5 * random.NextDouble())),
        Polls = 6,
        Rows = 10,
        OutputRows = 10,
        ErrorRows = 0,
        CreatedAt = now.AddSeconds(-30),
        ServerCreatedAt = now.AddSeconds(-30),
        ServerDoneAt = now.AddSeconds(-random.Next(5)),
        DueAt = now.AddHours(number % 2 == 0 ? 24 : 1),
        Statuses = [new("validating", TimeSpan.FromSeconds(1)), new("completed", TimeSpan.FromSeconds(30))],
        Phases = new BatchPhases(TimeSpan.Zero, TimeSpan.FromSeconds(29), TimeSpan.Zero, TimeSpan.FromSeconds(1)),
        Findings = findings,
    };
}

internal sealed class SecondsClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance() => now = now.AddSeconds(1);

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;
}
