using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class BatchLifeCycleProperties
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    // With their ranks; two words each for some, one that nobody knows.
    private static readonly (string Word, int Rank)[] Words =
    [
        ("validating", 0),
        ("queued", 0),
        ("in_progress", 1),
        ("running", 1),
        ("finalizing", 2),
        ("cancelling", 2),
        ("completed", 3),
        ("failed", 3),
        ("expired", 3),
        ("cancelled", 3),
        ("resting", -1),
    ];

    private static readonly Gen<Batch[]> AnyAnswers = (
        from word in Gen.Elements(Words)
        from counts in AnyCounts
        select Answer(word.Word, counts)
    )
        .ArrayOf()
        .Where(answers => answers.Length > 0);

    private static Gen<RequestCounts?> AnyCounts =>
        from completed in Gen.Choose(-1, 2)
        from failed in Gen.Choose(0, 2)
        select completed < 0 ? (RequestCounts?)null : new RequestCounts(4, completed, failed);

    private static Gen<DateTimeOffset?> AnyStamp =>
        from second in Gen.Choose(-1, 5)
        select second < 0 ? (DateTimeOffset?)null : Noon.AddSeconds(second);

    [Fact]
    public void Seen_AnyAnswers_HasEachStatusOnceWithItsFirstTime() =>
        Law.Holds(
            AnyAnswers,
            answers =>
            {
                var first = answers
                    .Select((answer, second) => new StatusSeen(answer.Status.Text, TimeSpan.FromSeconds(second)))
                    .DistinctBy(seen => seen.Status);

                Assert.Equal(first, Watch(answers).Seen);
            }
        );

    [Fact]
    public void Violations_AnyAnswers_CountStepsBackAndUnknownWordsAndFewerRows() =>
        Law.Holds(
            AnyAnswers,
            answers =>
            {
                var violations = Watch(answers).Violations;

                Assert.Equal(StepsBack(answers), violations.Backwards);
                Assert.Equal(answers.Count(answer => RankOf(answer) < 0), violations.UnknownStatus);
                Assert.Equal(StepsDown(answers), violations.CountsShrank);
                Assert.Equal(0, violations.NotFound);
            }
        );

    [Fact]
    public void Violations_StatusesAndCountsOnlyRise_AreNone() =>
        Law.Holds(
            AnyAnswers,
            answers =>
            {
                var known = answers.Where(answer => RankOf(answer) >= 0).ToList();
                var counts = known
                    .Select(answer => answer.Counts)
                    .OrderBy(each => each?.Completed)
                    .Aggregate(
                        new List<RequestCounts?>(),
                        (rising, each) =>
                        {
                            var failed = Math.Max(each?.Failed ?? 0, rising.Max(before => before?.Failed) ?? 0);
                            rising.Add(each is { } now ? now with { Failed = failed } : null);
                            return rising;
                        }
                    );
                var rising = known.OrderBy(RankOf).Zip(counts, (answer, each) => Answer(answer.Status.Text, each));

                Assert.Equal(default, Watch([.. rising]).Violations);
            }
        );

    [Fact]
    public void WastedPolls_AnyAnswers_AreThoseThatToldNothingNew() =>
        Law.Holds(
            AnyAnswers,
            answers =>
            {
                var wasted = 0;
                RequestCounts? counts = null;
                for (var i = 1; i < answers.Length; i++)
                {
                    // An answer without counts says nothing of them.
                    counts = answers[i - 1].Counts ?? counts;
                    var isSame = answers[i].Status == answers[i - 1].Status;
                    wasted += isSame && (answers[i].Counts ?? counts) == counts ? 1 : 0;
                }

                Assert.Equal(wasted, Watch(answers).WastedPolls);
            }
        );

    [Fact]
    public void NotFound_BetweenAnswers_IsCountedAndChangesNothingElse() =>
        Law.Holds(
            AnyAnswers,
            answers =>
            {
                var lifeCycle = Watch(answers);
                var before = lifeCycle.Violations;

                lifeCycle.NotFound();
                lifeCycle.NotFound();

                Assert.Equal(before with { NotFound = 2 }, lifeCycle.Violations);
            }
        );

    [Fact]
    public void Seen_ServiceInventsWords_DoesNotGrowForEver()
    {
        var lifeCycle = Watch([.. Enumerable.Range(0, 1000).Select(i => Answer($"word-{i}", null))]);

        Assert.Equal(16, lifeCycle.Seen.Count);
        Assert.Equal(1000, lifeCycle.Violations.UnknownStatus);
    }

    [Fact]
    public void MissedWindow_AnyStamps_IsCompletedAfterExpiryOrExpired() =>
        Law.Holds(
            from word in Gen.Elements(Words)
            from completed in AnyStamp
            from expires in AnyStamp
            select Answer(word.Word, null, new BatchTimes { CompletedAt = completed, ExpiresAt = expires }),
            batch =>
                Assert.Equal(
                    batch.Status.Text == "expired" || batch.Times.CompletedAt > batch.Times.ExpiresAt,
                    BatchLifeCycle.MissedWindow(batch)
                )
        );

    [Fact]
    public void PhasesOf_AnyStamps_AreNullWhereAbsentOrBackwards() =>
        Law.Holds(
            AnyStamp.ArrayOf(5),
            at =>
            {
                var times = new BatchTimes
                {
                    CreatedAt = at[0],
                    InProgressAt = at[1],
                    FinalizingAt = at[2],
                    CompletedAt = at[3],
                };
                var batch = Answer("completed", null, times);
                batch.AnsweredAt = at[4];

                var phases = BatchLifeCycle.PhasesOf(batch);

                Assert.Equal(Forward(at[0], at[1]), phases.Queued);
                Assert.Equal(Forward(at[1], at[2] ?? at[3]), phases.Running);
                Assert.Equal(Forward(at[2], at[3]), phases.Finalizing);
                Assert.Equal(Forward(at[3], at[4]), phases.ObservationLag);
            }
        );

    private static TimeSpan? Forward(DateTimeOffset? from, DateTimeOffset? to) =>
        to - from is { Ticks: >= 0 } time ? time : null;

    private static Batch Answer(string word, RequestCounts? counts, BatchTimes times = default) =>
        new()
        {
            Id = "batch-1",
            Status = BatchStatus.Parse(System.Text.Encoding.UTF8.GetBytes(word)),
            Counts = counts,
            Times = times,
        };

    // The first is the answer to the create request.
    private static BatchLifeCycle Watch(Batch[] answers)
    {
        var lifeCycle = new BatchLifeCycle();
        for (var i = 0; i < answers.Length; i++)
        {
            lifeCycle.Observe(answers[i], TimeSpan.FromSeconds(i), isPoll: i > 0);
        }

        return lifeCycle;
    }

    private static int RankOf(Batch answer) => Words.Single(word => word.Word == answer.Status.Text).Rank;

    private static int StepsBack(Batch[] answers) =>
        Enumerable
            .Range(1, answers.Length - 1)
            .Count(i =>
                RankOf(answers[i]) >= 0
                && RankOf(answers[i]) < answers[..i].Max(RankOf)
                && answers[i].Status != answers[i - 1].Status
            );

    private static int StepsDown(Batch[] answers)
    {
        var known = answers.Select(answer => answer.Counts).OfType<RequestCounts>().ToList();
        return known
            .Zip(known.Skip(1))
            .Count(pair => pair.Second.Completed < pair.First.Completed || pair.Second.Failed < pair.First.Failed);
    }
}
