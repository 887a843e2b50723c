using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>Requests and batches of every kind, the same for the same seed.</summary>
internal sealed class RandomLoad(int seed)
{
    private readonly Random random = new(seed);

    public Measurement Request()
    {
        var outcome = random.Next(4) == 0 ? (Outcome)random.Next((int)Outcome.Other + 1) : Outcome.Success;
        return Measure.Of(
            (Step)random.Next(StepCatalogue.Steps.Count),
            outcome,
            outcome == Outcome.HttpStatus ? 400 + random.Next(200) : 200,
            milliseconds: Math.Exp(random.NextDouble() * 10) / 10,
            detail: random.Next(2) == 0 ? null : "words \"quoted\"\nand <b>more</b> \u0007 é 漢"
        );
    }

    private void AddUsage(ResultFindings findings)
    {
        for (var models = random.Next(3); models > 0; models--)
        {
            var (prompt, completion) = (random.Next(1000), random.Next(1000));
            findings.AddUsage(
                new($"model-{models}", 4, 3, new TokenCounts(prompt, completion, 5, 7, prompt + completion))
            );
        }

        findings.AddStatus(200, 8);
    }

    public BatchRecord Batch()
    {
        var findings = new ResultFindings
        {
            Expected = 10,
            OutputRows = 8,
            ErrorRows = 2,
            Non2xxRows = random.Next(3),
            IsComplete = random.Next(2) == 0,
            IsInterrupted = random.Next(4) == 0,
            NamelessRows = random.Next(2),
        };
        for (var kinds = random.Next(3); kinds > 0; kinds--)
        {
            var status = 400 + random.Next(5);
            findings.AddRowErrors(
                new($"{status} kind", status == 401 ? null : $"words of {status}", 1 + random.Next(3))
            );
        }

        AddUsage(findings);
        for (var kinds = random.Next(4); kinds > 0; kinds--)
        {
            var defect = (ResultDefect)random.Next(ResultDefects.Count);
            findings.Add(defect, 1 + random.Next(5));
            findings.AddExample(defect, $"request-{random.Next(1000)}");
            findings.AddFollowing(defect, random.Next(2));
        }

        return Measure.Batch((BatchOutcome)random.Next(BatchOutcomes.Count), seconds: random.NextDouble() * 100) with
        {
            BatchId = $"batch-{random.Next()}",
            Rows = 10,
            LastSeen = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.NextDouble() * 100),
            OutputRows = random.Next(3) == 0 ? -1 : 8,
            ErrorRows = random.Next(3) == 0 ? -1 : 2,
            CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            ServerCreatedAt = random.Next(2) == 0 ? null : new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            WastedPolls = random.Next(5),
            MissedWindow = random.Next(5) == 0,
            UnknownStatuses = random.Next(4) == 0 ? ["warming_up"] : [],
            LateOutput = random.Next(5) == 0,
            Detail = random.Next(2) == 0 ? null : "window over",
            Statuses =
            [
                new("validating", TimeSpan.FromMilliseconds(12.3456)),
                new("in_progress", TimeSpan.FromSeconds(2)),
            ],
            Phases = new BatchPhases(
                TimeSpan.FromSeconds(random.Next(5)),
                random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(60)),
                null,
                TimeSpan.FromSeconds(1)
            ),
            Violations = new BatchViolations(random.Next(2), random.Next(2), random.Next(2), random.Next(2)),
            Findings = random.Next(4) == 0 ? null : findings,
        };
    }

    /// <summary>A walk through a list; what it names depends on which come first, and so is left out.</summary>
    public ListWalk Walk()
    {
        var end = (ListEnd)random.Next(ListKinds.Ends);
        return new((ListKind)random.Next(ListKinds.Count), end)
        {
            Duration = TimeSpan.FromSeconds(random.NextDouble() * 10),
            PageTimes = [.. Enumerable.Range(0, random.Next(5)).Select(_ => TimeSpan.FromSeconds(random.NextDouble()))],
            Pages = 5,
            Items = random.Next(3_000),
            Doubled = random.Next(3),
            Expected = end == ListEnd.Complete ? 1_000 : 0,
            Missing = end == ListEnd.Complete ? random.Next(3) : 0,
        };
    }

    public int Next(int below) => random.Next(below);
}
