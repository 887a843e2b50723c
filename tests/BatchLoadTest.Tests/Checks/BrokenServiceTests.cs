using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using BatchLoadTest.Checks;
using BatchLoadTest.Checks.Catalogue;
using BatchLoadTest.Tests.Checks.Breaking;

namespace BatchLoadTest.Tests.Checks;

/// <summary>For every check of a service there is one that breaks it: that check finds it, and no other.</summary>
public sealed class BrokenServiceTests
{
    // More would take the processors from tests of other projects beside, which measure time.
    private const int AtOnce = 3;

    public static TheoryData<string> Groups =>
        [.. AllBreaks.Create().Select(each => each.Check.Split('.')[0]).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task WhatIsBroken_ItsCheckFinds_AndNoOther(string group)
    {
        var breaks = AllBreaks.Create().Where(each => each.Check.StartsWith(group + ".", StringComparison.Ordinal));
        var wrong = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            breaks,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (each, _) =>
            {
                var healthy = await Healthy.OfAsync(each);
                var found = Differences(healthy, await CheckedService.RunAsync(each)).ToList();
                if (!IsRight(found, each))
                {
                    // What a machine without a free processor makes late is not there twice.
                    found = [.. Differences(healthy, await CheckedService.RunAsync(each))];
                }

                if (!IsRight(found, each))
                {
                    wrong.Add($"{each}: {(found.Count == 0 ? "nobody finds it" : string.Join("; ", found))}");
                }
            }
        );

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
    }

    // Members that clients may not rely on.
    [Theory]
    [InlineData("metadata endpoint completion_window created_at input_file_id")]
    [InlineData("request_counts object expires_at errors")]
    public async Task MembersThatAreAbsent_AreNoFaultOfTheChecks(string members)
    {
        var found = await CheckedService.RunAsync(
            Break.Answer(
                "",
                "* *",
                (answer, exchange) =>
                {
                    if (exchange.Route.Contains("batches", StringComparison.Ordinal) && answer.Json() is { } json)
                    {
                        foreach (var batch in Batches(json))
                        {
                            members.Split(' ').ToList().ForEach(member => batch.Remove(member));
                        }

                        answer.Text = json.ToJsonString();
                    }
                },
                isAny: true
            )
        );

        Assert.DoesNotContain(
            found.Values,
            word => word.Seen.Contains("fault of this program", StringComparison.Ordinal)
        );
        Assert.Contains(found.Values, word => word.Verdict == "noted");

        static IEnumerable<JsonObject> Batches(JsonObject json) =>
            json["data"] is JsonArray all ? all.OfType<JsonObject>().Append(json) : [json];
    }

    [Fact]
    public async Task PollsThatAreNeverAnswered_AreAMustThatIsNotKept()
    {
        var found = await CheckedService.RunAsync(
            Break.Answer(
                "",
                "GET batches/*",
                (answer, _) => (answer.Status, answer.Text) = (500, "no connection is free")
            )
        );

        Assert.Equal("failed", found["preflight.poll"].Verdict);
        Assert.Contains("no poll was answered", found["preflight.poll"].Seen, StringComparison.Ordinal);
        Assert.Equal("preflight.poll failed", found["preflight.batch"].Seen);
    }

    [Fact]
    public void EveryCheck_HasAServiceThatBreaksIt()
    {
        var broken = AllBreaks.Create().Select(each => each.Check).ToHashSet(StringComparer.Ordinal);
        var all = AllChecks.Create([]).Select(check => check.Info).Where(check => check.Group != "preflight");

        Assert.DoesNotContain(all.Select(check => check.Id), id => !broken.Contains(id));
    }

    [Fact]
    public void WhatHasRowsWorkedOn_IsLeftOutWithTheCreationOfBatches()
    {
        var plan = new CheckPlan(AllChecks.Create([]), new CheckSelection([], ["create"]));

        Assert.Equal(0, plan.Rows);
        Assert.True(plan.Wanted > 50);
    }

    [Fact]
    public void Ids_AreGivenOnce_AndEveryNeedComesBefore()
    {
        HashSet<string> before = new(StringComparer.Ordinal);
        foreach (var check in AllChecks.Create([]))
        {
            Assert.True(before.IsSupersetOf(check.Needs), check.Info.Id);
            Assert.True(before.Add(check.Info.Id), check.Info.Id);
        }
    }

    // Milliseconds, which a busy machine makes into others.
    private const string OfTime = "preflight.reuse";

    private static bool IsRight(List<string> found, Break wrong) =>
        found.Count == 1 && found[0].StartsWith(wrong.Check + " ", StringComparison.Ordinal);

    // What depends on how fast a batch is may be seen or not: that finds nothing.
    private static IEnumerable<string> Differences(
        IReadOnlyDictionary<string, CheckWord> healthy,
        IReadOnlyDictionary<string, CheckWord> broken
    ) =>
        from check in healthy
        let now = broken.GetValueOrDefault(check.Key) ?? new CheckWord("absent", "")
        where check.Key != OfTime
        where now.Verdict != check.Value.Verdict && (now.Verdict == "failed" || now.Knows && check.Value.Knows)
        select $"{check.Key} {now} (healthy: {check.Value})";
}
