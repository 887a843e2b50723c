using BatchLoadTest.NBomber.Mapping;

namespace BatchLoadTest.Tests.NBomber;

public sealed class CountComparisonTests
{
    private const string Iterations = "batch_workflow";

    private readonly StepCounts ours = new();
    private readonly Dictionary<string, StepCount> theirs = [];

    [Fact]
    public void EqualCounts_AreNotMentioned()
    {
        Count(Iterations, succeeded: 2, failed: 1);
        Count("poll", succeeded: 2, failed: 0);
        theirs[Iterations] = new(2, 1);
        theirs["poll"] = new(2, 0);

        Assert.Empty(Differences());
    }

    [Fact]
    public void Differences_AreNamedOneByOne()
    {
        Count(Iterations, succeeded: 3, failed: 1);
        Count("poll", succeeded: 2, failed: 1);
        theirs[Iterations] = new(3, 0);
        theirs["upload"] = new(1, 0);

        Assert.Equal(
            [
                "NBomber's own report has 3 and 0 failed iterations, this program 3 and 1 failed; "
                    + "the verdict is by this program's figures",
                "NBomber's own report has 0 and 0 failed 'poll' steps, this program 2 and 1 failed; "
                    + "the verdict is by this program's figures",
                "NBomber's own report has 1 and 0 failed 'upload' steps, this program 0 and 0 failed; "
                    + "the verdict is by this program's figures",
            ],
            Differences()
        );
    }

    [Fact]
    public void Counts_FromManyThreads_AreExact()
    {
        Parallel.For(0, 10_000, number => ours.Add("poll", failed: number % 4 == 0));

        Assert.Equal(new StepCount(7500, 2500), ours.All["poll"]);
    }

    private IReadOnlyList<string> Differences() => CountComparison.Differences(ours.All, theirs, Iterations);

    private void Count(string step, int succeeded, int failed)
    {
        for (var number = 0; number < succeeded + failed; number++)
        {
            ours.Add(step, failed: number >= succeeded);
        }
    }
}
