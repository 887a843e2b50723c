using System.Text.Json.Nodes;
using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Recording;

/// <summary>The lines of a journal letter by letter: journals of earlier versions are read, and merged with new ones.</summary>
public sealed class JournalLinesTests : IDisposable
{
    private const string Expectation = "journal.jsonl";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_EveryMember_AsEarlierVersionsDid() =>
        Expected.Matches(
            Expectation,
            string.Concat(Plans().Select(plan => Written(FullFacts with { Plan = plan }, End))) + Everything()
        );

    [Fact]
    public void Read_EveryLine_IsWrittenAgainAsItWas() => Assert.Equal(Everything(), ReadAndWrite(Everything()));

    [Fact]
    public void Read_AMemberThatNobodyKnows_IsIgnored()
    {
        var expected = ReadAndWrite(Everything());

        Assert.All(
            Changed((owner, _) => (owner as JsonObject)?.Insert(0, "of_a_later_version", new JsonArray(1))),
            change => Assert.Equal(expected, ReadAndWrite(change.Text))
        );
    }

    [Fact]
    public void Read_WithoutAnyOneMember_DoesWithoutOrNamesItAndTheLine() =>
        Assert.All(
            Changed(Remove),
            change =>
            {
                var problem = Problem(change.Text);
                // Shapes of load are told apart by their members: without its own it is one of users.
                var name = change.Key is "arrival_rate" ? "users" : change.Key;
                Assert.True(problem?.Contains(name, StringComparison.Ordinal) != false, problem);
                Assert.True(problem?.Contains($"line {change.Line}:", StringComparison.Ordinal) != false, problem);
            }
        );

    [Fact]
    public void Read_WithoutWhatEveryJournalHas_IsAnError()
    {
        var changes = Changed(Remove).ToLookup(change => change.Key, change => change.Text);

        Assert.All(
            (string[])
                ["format", "id", "plan", "seed", "max_users", "fingerprint", "t", "statuses", "ended_at", "peak_users"],
            name => Assert.All(changes[name], text => Assert.Contains(name, Problem(text), StringComparison.Ordinal))
        );
    }

    // A list that is too short among them.
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("true")]
    [InlineData("\"text\"")]
    [InlineData("1e99")]
    public void Read_AValueOfAnotherKind_IsTakenOrNamesTheLine(string value) =>
        Assert.All(
            Changed(
                (owner, key) =>
                {
                    if (owner is JsonObject members)
                    {
                        members[(string)key] = JsonNode.Parse(value);
                    }
                    else
                    {
                        owner[(int)key] = JsonNode.Parse(value);
                    }
                }
            ),
            change =>
            {
                var problem = Problem(change.Text);
                Assert.True(problem?.Contains($"line {change.Line}:", StringComparison.Ordinal) != false, problem);
            }
        );

    private static RunFacts FullFacts =>
        SampleRun.Report.Run with
        {
            Id = "lone \ud83d, \"quoted\", <b>\n漢 😀",
            Proxy = "http://proxy:3128",
            MergedFrom = ["one", "two"],
            Environment = [new("system", "Linux"), new("processors", "2")],
        };

    private static RunEnding FullEnding =>
        SampleRun.Report.Ending with
        {
            End = RunEnd.Aborted,
            Problem = "lone \udc00",
            Abort = new ThresholdAbort("p95 < 1s", "--threshold", 1234.5, "1.23 s", TimeSpan.FromSeconds(61.5)),
            Budget = new BudgetEnd("max_cost", 0.5m, 0.500025m),
            Load = SampleRun.Report.Ending.Load with
            {
                Failed = 7,
                LateByPacing = 3,
                WarmUpIterations = 12,
                ChangedAt = TimeSpan.FromSeconds(9),
            },
            Capacity = new CapacityReport(
                "batches/s",
                10,
                new CapacityResult(CapacityEnding.Unfinished, 8, null)
                {
                    Levels =
                    [
                        new CapacityLevel(
                            new LevelOrder(8, LevelPurpose.Raise, 1, 0),
                            new LevelDecision(LevelVerdict.Passed, "confirmed")
                        ),
                    ],
                }
            ),
        };

    private static IReadOnlyList<ThresholdResult> FullThresholds => SampleRun.Report.Thresholds;

    private static IEnumerable<LoadPlan> Plans()
    {
        var stages = Schedule.Of([
            new LoadStage(TimeSpan.FromSeconds(30), 0, 10),
            new LoadStage(TimeSpan.FromMinutes(2), 10, 10.5),
        ]);
        yield return SampleRun.Plan;
        yield return new LoadPlan { Profile = new StagedUsers(stages) };
        yield return new LoadPlan { Profile = new ArrivalLoad(stages, ArrivalPattern.Poisson, 10_000) };
        yield return new LoadPlan { Profile = new InFlightLoad(50, 10_000), RunTime = TimeSpan.Zero };
    }

    private string Everything() =>
        Written(
            FullFacts with
            {
                Plan = new LoadPlan
                {
                    Profile = new ArrivalLoad(Schedule.Constant(0.25), ArrivalPattern.Even, 77),
                    RunTime = TimeSpan.FromHours(1),
                    WarmUp = TimeSpan.FromSeconds(60),
                    Iterations = 1000,
                    IterationsPerUser = 3,
                    Pacing = TimeSpan.FromSeconds(10),
                    StopTimeout = TimeSpan.FromSeconds(5),
                    Wait = new WaitTime(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2)),
                    Seed = -4,
                },
            },
            writer =>
            {
                writer.KeyUsed("abc");
                var second = new Interval { Second = SampleRun.Report.Run.StartedAt.ToUnixTimeSeconds() + 1 };
                second.BatchesEnded.Add(Measure.Batch());
                second.BatchesEnded.Add(FullBatch());
                writer.Write(second);
                writer.End(FullEnding, FullThresholds, 99);
            }
        );

    private static BatchRecord FullBatch()
    {
        var findings = new ResultFindings
        {
            Expected = 10,
            OutputRows = 8,
            ErrorRows = 1,
            Non2xxRows = 2,
            NamelessRows = 3,
            TextBodies = 4,
            IsComplete = true,
            IsInterrupted = true,
        };
        findings.Add(ResultDefect.Missing, 2);
        findings.AddExample(ResultDefect.Missing, "row-\ud83d");
        findings.AddFollowing(ResultDefect.Missing, 1);
        findings.AddRowErrors(new RowErrorKind("http_500", null, 2));
        findings.AddRowErrors(
            new RowErrorKind("http_429", "slow down", 1) { Status = 429, Examples = ["row-1", "row-\ud83d"] }
        );
        findings.AddStatus(200, 6);
        findings.AddStatus(429);
        findings.AddUsage(new ModelUsage("m-\ud83d", 5, 4, new TokenCounts(1, 2, 3, 4, 5)));
        findings.AddUsage(new ModelUsage("", 1, 0, default));
        return new BatchRecord
        {
            BatchId = "batch_\"2\"",
            User = 12,
            Outcome = BatchOutcome.PollsExhausted,
            NotAwaited = true,
            LastStatus = "in_progress",
            Turnaround = TimeSpan.FromSeconds(61.2345678),
            LastSeen = TimeSpan.FromSeconds(60),
            Polls = 17,
            WastedPolls = 12,
            Detail = "the service said \ud83d",
            Rows = 10,
            OutputRows = 8,
            ErrorRows = 0,
            CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 6, 123, TimeSpan.FromHours(1)),
            ServerCreatedAt = new DateTimeOffset(2026, 1, 2, 2, 4, 6, TimeSpan.Zero),
            ServerDoneAt = new DateTimeOffset(2026, 1, 2, 2, 5, 6, TimeSpan.Zero),
            DueAt = new DateTimeOffset(2026, 1, 3, 2, 4, 6, TimeSpan.Zero),
            Statuses = [new("validating", TimeSpan.FromSeconds(1)), new("lone \ud83d", TimeSpan.FromSeconds(2.5))],
            UnknownStatuses = ["lone \ud83d", "odd"],
            Phases = new BatchPhases(
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(2),
                TimeSpan.Zero,
                TimeSpan.FromSeconds(4)
            ),
            Violations = new BatchViolations(1, 2, 3, 4),
            MissedWindow = true,
            LateOutput = true,
            Findings = findings,
        };
    }

    /// <summary>The journal with one value of one line changed, for each value but the types of lines.</summary>
    private List<(string Text, int Line, string Key)> Changed(Action<JsonNode, object> change)
    {
        List<(string, int, string)> changed = [];
        var lines = Everything().TrimEnd('\n').Split('\n');
        for (var number = 0; number < lines.Length; number++)
        {
            var places = Places(JsonNode.Parse(lines[number])!).Count();
            for (var place = 0; place < places; place++)
            {
                var line = JsonNode.Parse(lines[number])!;
                var (owner, key) = Places(line).ElementAt(place);
                if (key is "type")
                {
                    continue;
                }

                change(owner, key);
                string[] all = [.. lines[..number], line.ToJsonString(), .. lines[(number + 1)..]];
                changed.Add((string.Join('\n', all) + "\n", number + 1, key.ToString()!));
            }
        }

        return changed;
    }

    private static void Remove(JsonNode owner, object key)
    {
        if (owner is JsonObject members)
        {
            members.Remove((string)key);
        }
    }

    private static IEnumerable<(JsonNode Owner, object Key)> Places(JsonNode node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => From(node, member.Key, member.Value)),
            JsonArray values => values.SelectMany((value, index) => From(node, index, value)),
            _ => [],
        };

    private static IEnumerable<(JsonNode Owner, object Key)> From(JsonNode owner, object key, JsonNode? value) =>
        value is null ? [(owner, key)] : [(owner, key), .. Places(value)];

    private string? Problem(string text)
    {
        try
        {
            _ = ReadAndWrite(text);
            return null;
        }
        catch (JournalException exception)
        {
            return exception.Message;
        }
    }

    private string ReadAndWrite(string text)
    {
        var path = Path.Combine(folder.Path, "earlier.jsonl");
        File.WriteAllText(path, text);
        var journal = Journal.Open(path);
        var (ending, keys) = journal.ReadEnding();
        return Written(
            journal.Run,
            writer =>
            {
                writer.KeyUsed(Assert.Single(keys));
                foreach (var second in journal.Read())
                {
                    writer.Write(second);
                }

                writer.End(ending!, FullThresholds, 99);
            }
        );
    }

    private static void End(JournalWriter writer) => writer.End(SampleRun.EmptyReport.Ending, [], 0);

    private string Written(RunFacts run, Action<JournalWriter> write)
    {
        var path = Path.Combine(folder.Path, "written.jsonl");
        using (var writer = new JournalWriter(path, run, Assert.Fail))
        {
            write(writer);
        }

        return File.ReadAllText(path);
    }
}
