using System.Globalization;
using BatchLoadTest.Capacity.Levels;

namespace BatchLoadTest.Tests.Capacity.Levels;

/// <summary>
/// How often a level is judged wrongly: an M/D/c queue at 90 % and at 110 % of its capacity. With
/// <c>CAPACITY_LEVELS=1000</c> each figure stands on a thousand levels.
/// </summary>
public sealed class LevelErrorTests(ITestOutputHelper output)
{
    private static readonly int Levels = int.Parse(
        Environment.GetEnvironmentVariable("CAPACITY_LEVELS") ?? "30",
        CultureInfo.InvariantCulture
    );

    [Theory]
    [InlineData(20, 4)]
    [InlineData(5, 4)]
    [InlineData(0.5, 1)]
    public void StableLevels_Pass(double capacity, int slots)
    {
        var counts = Judge(new QueueShape(capacity, slots), 0.9, 0.05);

        Assert.Equal(0, counts[LevelVerdict.Failed] + counts[LevelVerdict.Refused] + counts[LevelVerdict.Invalid]);
        Assert.True(counts[LevelVerdict.Unstable] <= 0.05 * Levels, $"{counts[LevelVerdict.Unstable]} condemned");
        Assert.True(counts[LevelVerdict.Undecided] <= 0.05 * Levels, $"{counts[LevelVerdict.Undecided]} undecided");
    }

    [Theory]
    [InlineData(20, 4)]
    [InlineData(5, 4)]
    [InlineData(0.5, 1)]
    public void OverloadedLevels_AreUnstable(double capacity, int slots)
    {
        var counts = Judge(new QueueShape(capacity, slots), 1.1, 0.05);

        Assert.Equal(Levels, counts[LevelVerdict.Unstable]);
    }

    // As strict as a search of 23 levels is.
    [Theory]
    [InlineData(20, 4, 0.9, LevelVerdict.Passed)]
    [InlineData(20, 4, 1.1, LevelVerdict.Unstable)]
    [InlineData(5, 4, 0.9, LevelVerdict.Passed)]
    [InlineData(5, 4, 1.1, LevelVerdict.Unstable)]
    [InlineData(0.5, 1, 0.9, LevelVerdict.Passed)]
    [InlineData(0.5, 1, 1.1, LevelVerdict.Unstable)]
    public void WithTheAlphaOfASearch_LevelsAreDecidedToo(double capacity, int slots, double load, LevelVerdict verdict)
    {
        var counts = Judge(new QueueShape(capacity, slots), load, 0.05 / 23);

        Assert.True(counts[verdict] >= 0.95 * Levels, $"{counts[verdict]} of {Levels}");
    }

    [Theory]
    [InlineData(20, 4, 0.9, LevelVerdict.Unstable)]
    [InlineData(20, 4, 1.1, LevelVerdict.Passed)]
    [InlineData(5, 4, 0.9, LevelVerdict.Unstable)]
    [InlineData(5, 4, 1.1, LevelVerdict.Passed)]
    [InlineData(0.5, 1, 0.9, LevelVerdict.Unstable)]
    [InlineData(0.5, 1, 1.1, LevelVerdict.Passed)]
    public void RowsOfDifferentLength_AreNotJudgedWronglyEither(
        double capacity,
        int slots,
        double load,
        LevelVerdict wrong
    )
    {
        var counts = Judge(new QueueShape(capacity, slots) { IsRandom = true }, load, 0.05);

        Assert.True(counts[wrong] <= 0.05 * Levels, $"{counts[wrong]} of {Levels}");
    }

    private Dictionary<LevelVerdict, int> Judge(QueueShape shape, double share, double alpha)
    {
        var counts = Enum.GetValues<LevelVerdict>().ToDictionary(verdict => verdict, _ => 0);
        var batches = new List<int>();
        var rules = new LevelRules { Alpha = alpha };
        var plan = new LevelPlan(new LevelLoad(shape.BatchesPerSecond * share, QueueShape.RowsPerBatch), 60, 0);
        for (var seed = 1; seed <= Levels; seed++)
        {
            var decision = SimulatedLevel.Run(new SimulatedQueue(shape, seed), plan, rules).Decision;
            counts[decision.Verdict]++;
            batches.Add(decision.Batches);
        }

        batches.Sort();
        output.WriteLine(
            $"{shape.BatchesPerSecond}/s{(shape.IsRandom ? " random" : "")} at {share:0%}, alpha {alpha:0.####}: "
                + string.Join(", ", counts.Select(pair => $"{pair.Key} {(double)pair.Value / Levels:0.0%}"))
                + $"; batches p50 {batches[Levels / 2]}, p90 {batches[Levels * 9 / 10]}"
        );
        return counts;
    }
}
