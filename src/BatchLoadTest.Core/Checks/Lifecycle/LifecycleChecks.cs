using BatchLoadTest.Checks.Exhibits;

namespace BatchLoadTest.Checks.Lifecycle;

/// <summary>What a batch goes through from its creation to its end, as polls show it.</summary>
public static class LifecycleChecks
{
    private const string Source = "OpenAI: batch object";

    // With the rest of what is looked at there is time for no more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() => [.. OfTheWay, .. OfStamps, .. OfCounts, .. OfTheEnd];

    private static SimpleCheck[] OfTheWay =>
        [
            new(
                new("lifecycle.ends", "a batch of several rows ends", CheckWorth.Must, "OpenAI: batch guide"),
                ["create.followed"],
                EndsAsync
            )
            {
                Limit = Patience + TimeSpan.FromSeconds(1),
            },
            Of("polls", "every poll of it is answered", CheckWorth.Must, Way.Polls),
            Of("forwards", "its status goes only forwards", CheckWorth.Must, Way.Forwards),
            Of("words", "every status is a known word", CheckWorth.Differs, Way.Words),
            Of("same", "id and created_at stay the same", CheckWorth.Must, Way.Same),
        ];

    private static SimpleCheck[] OfStamps =>
        [
            Of("order", "stamps are in order", CheckWorth.Should, Stamps.Order),
            Of("seconds", "stamps are numbers of whole seconds", CheckWorth.Differs, Stamps.Seconds),
            Of("end_stamp", "an end has its stamp", CheckWorth.Should, Stamps.End),
            Of("window", "expires_at is created_at and the window", CheckWorth.Should, Stamps.Window),
        ];

    private static SimpleCheck[] OfCounts =>
        [
            Of("counts_grow", "counts never fall", CheckWorth.Must, Counts.Grow),
            Of("within", "completed and failed are never over total", CheckWorth.Must, Counts.Within),
            Of("total", "in the end counts are total, and the rows sent", CheckWorth.Must, Counts.Total),
        ];

    private static SimpleCheck[] OfTheEnd =>
        [
            new(
                new("lifecycle.stable", "after the end nothing changes", CheckWorth.Must, Source),
                ["create.followed"],
                Ended.StableAsync
            ),
            Of("no_errors", "a completed batch has no errors", CheckWorth.Should, Ended.NoErrors),
            Of("usage", "an ended batch has its usage", CheckWorth.Differs, Ended.Usage),
            Of("model", "an ended batch names its model", CheckWorth.Differs, Ended.Model),
            Of("nulls", "what has no value is null", CheckWorth.Differs, Ended.Nulls),
        ];

    private static SimpleCheck Of(
        string name,
        string requirement,
        CheckWorth worth,
        Func<CheckScene, BatchWatch, CheckResult> judge
    ) => SimpleCheck.OfFollowed(new("lifecycle." + name, requirement, worth, Source), judge);

    private static async Task<CheckResult> EndsAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Followed is not { } watch)
        {
            return CheckResult.Skip("no batch was taken");
        }

        return await watch.EndsAsync(Patience, cancellationToken)
            ? Way.End(scene, watch)
            : CheckResult.NotSeen(
                $"still {scene.Redact(watch.Last.Status.Text)} after {Patience.TotalSeconds:0} s more; what comes then only a run sees",
                watch.LastAnswer
            );
    }
}
