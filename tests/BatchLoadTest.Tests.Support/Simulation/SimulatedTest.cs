using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>
/// A run against a service that is only drawn by lot, written down in the journal of a real one: users come one by
/// one and work in a closed loop; each second has a slowness of its own that resembles that of the second before; now
/// and then a second is a lot slower; batches are seen by polls and stamped in whole seconds.
/// </summary>
internal sealed record SimulatedTest
{
    private static readonly DateTimeOffset StartedAt = new(2026, 3, 4, 5, 6, 7, 300, TimeSpan.Zero);

    /// <summary>Where everything random comes from.</summary>
    public required int Seed { get; init; }

    /// <summary>Users that work.</summary>
    public int Users { get; init; } = 20;

    /// <summary>Users that come each second.</summary>
    public double SpawnRate { get; init; } = 5;

    /// <summary>How long iterations are begun.</summary>
    public int Seconds { get; init; } = 40;

    /// <summary>All latencies, times this.</summary>
    public double Slowness { get; init; } = 1;

    /// <summary>The one step whose latency is times <see cref="StepSlowness"/>.</summary>
    public Step? SlowStep { get; init; }

    /// <summary>The latency of <see cref="SlowStep"/>, times this.</summary>
    public double StepSlowness { get; init; } = 1;

    /// <summary>Requests that fail.</summary>
    public double FailRate { get; init; } = 0.01;

    /// <summary>Standard deviation of the logarithm of a second's slowness.</summary>
    public double Noise { get; init; } = 0.06;

    /// <summary>Correlation of that with the second before.</summary>
    public double Memory { get; init; } = 0.5;

    /// <summary>Standard deviation of the logarithm of a whole run's slowness: the weather of the day.</summary>
    public double Weather { get; init; } = 0.01;

    /// <summary>Seconds that are three times as slow.</summary>
    public double Bursts { get; init; } = 0.02;

    /// <summary>From a batch's creation to its end.</summary>
    public double BatchSeconds { get; init; } = 1.2;

    /// <summary>Whether the journal has an end.</summary>
    public bool Ends { get; init; } = true;

    /// <summary>What the run says of itself.</summary>
    public RunFacts Facts =>
        new()
        {
            Id = $"simulated-{Seed}",
            Version = "0.1.0",
            Host = "http://service.example.org",
            Engine = "builtin",
            StartedAt = StartedAt,
            Plan = new LoadPlan { Profile = new ClosedLoad(Users, SpawnRate), RunTime = TimeSpan.FromSeconds(Seconds) },
            Settings = [new("users", $"{Users}", "--users"), new("run-time", $"{Seconds}s", "--run-time")],
            Tags = [],
        };

    /// <summary>Writes the journal into a folder and reads it back.</summary>
    /// <param name="folder">Must exist; a journal in it is replaced.</param>
    /// <param name="facts">What the run says of itself where that is not <see cref="Facts"/>.</param>
    public RecordedRun Record(string folder, RunFacts? facts = null)
    {
        var path = Path.Combine(folder, JournalWriter.FileName);
        using (var journal = new JournalWriter(path, facts ?? Facts, problem => throw new IOException(problem)))
        {
            Write(journal);
        }

        return RecordedRun.Read(path);
    }

    private void Write(JournalWriter journal)
    {
        var service = new SimulatedService(this);
        var users = Enumerable.Range(0, Users).Select(user => service.Work(user)).ToList();
        var requests = users.SelectMany(user => user.Requests).OrderBy(request => request.End).ToList();
        var batches = users.SelectMany(user => user.Batches).OrderBy(batch => batch.End).ToList();
        var end = Math.Max(Seconds, users.Select(user => user.End).DefaultIfEmpty().Max());
        var first = StartedAt.ToUnixTimeSeconds();
        var interval = new Interval();
        var (nextRequest, nextBatch) = (0, 0);
        for (var second = 0; second <= (int)Math.Ceiling(end); second++)
        {
            interval.Clear(first + second);
            var until = second + 1 - 0.3;
            for (; nextRequest < requests.Count && requests[nextRequest].End < until; nextRequest++)
            {
                interval.Add(requests[nextRequest].Measurement, TimeSpan.FromSeconds(requests[nextRequest].End));
            }

            for (; nextBatch < batches.Count && batches[nextBatch].End < until; nextBatch++)
            {
                interval.BatchesEnded.Add(batches[nextBatch].Record);
            }

            interval.Users = users.Count(user => user.Begin <= until && user.End > until);
            journal.Write(interval);
        }

        if (Ends)
        {
            journal.End(Ending(end), [], 0);
        }
    }

    private RunEnding Ending(double end) =>
        new()
        {
            EndedAt = StartedAt.AddSeconds(end),
            End = RunEnd.Planned,
            Problem = null,
            Load = new LoadOutcome
            {
                Started = 0,
                Completed = 0,
                Interrupted = 0,
                Dropped = 0,
                PeakUsers = Users,
                LoadTime = TimeSpan.FromSeconds(Seconds),
                StopTime = TimeSpan.FromSeconds(end - Seconds),
            },
            Notices = [],
        };
}
