using BatchLoadTest.Comparison.Inference;

namespace BatchLoadTest.Tests.Comparison.Inference;

public sealed class WelchTestTests
{
    // Student's sleep data, as R has it; R's own documentation shows t.test(extra ~ group, data = sleep):
    // t = -1.8608, df = 17.776, p-value = 0.07939, 95 percent confidence interval: -3.3654832 0.2054832. Further digits
    // from SciPy's ttest_ind with equal_var=False.
    private static readonly double[] FirstDrug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] SecondDrug = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void SleepData_GivesWhatRGives()
    {
        var test = new WelchTest(Independent(SecondDrug), Independent(FirstDrug));

        Assert.Equal(-1.58, test.Difference, 10);
        Assert.Equal(0.07939414018735823, test.PValue, 10);
        Assert.Equal(-3.365483230711636, test.Difference - test.HalfWidth(0.95), 8);
        Assert.Equal(0.20548323071163632, test.Difference + test.HalfWidth(0.95), 8);
    }

    // Both from SciPy: ttest_ind(…, equal_var=False) of samples that differ in size and spread, and ttest_1samp,
    // which is Welch's test against a sample without spread.
    [Fact]
    public void UnequalSizes_GiveWhatSciPyGives()
    {
        double[] few = [17.2, 20.9, 22.6, 18.1, 21.7, 21.4, 23.5, 24.2, 14.7, 21.8];
        double[] many =
        [
            21.5,
            22.8,
            21.0,
            23.0,
            21.6,
            23.6,
            22.5,
            20.7,
            23.4,
            21.8,
            20.7,
            21.7,
            21.5,
            22.5,
            23.6,
            21.5,
            22.5,
            23.5,
            21.5,
            21.8,
        ];

        Assert.Equal(0.14884169660532834, new WelchTest(Independent(few), Independent(many)).PValue, 10);
    }

    [Fact]
    public void OneSideWithoutSpread_IsTheTestOfOneSample()
    {
        double[] values = [10, 12, 11, 13, 9, 10, 12, 11];

        Assert.Equal(0.00034024721680761544, new WelchTest(Independent(values), Constant(14)).PValue, 10);
        Assert.Equal(0.00034024721680761544, new WelchTest(Constant(14), Independent(values)).PValue, 10);
    }

    [Fact]
    public void EqualConstants_DoNotDiffer()
    {
        var test = new WelchTest(Constant(5), Constant(5));

        Assert.Equal((1, 0), (test.PValue, test.HalfWidth(0.95)));
    }

    [Fact]
    public void DifferentConstants_DifferForCertain()
    {
        var test = new WelchTest(Constant(5), Constant(6));

        Assert.Equal((0, 1, 0), (test.PValue, test.Difference, test.HalfWidth(0.95)));
    }

    [Fact]
    public void TinyVariances_AreStillNumbers()
    {
        var test = new WelchTest(new Estimate(0, 1e-300, 9), new Estimate(1e-150, 1e-300, 9));

        Assert.InRange(test.PValue, 0.4, 0.6);
        Assert.True(double.IsFinite(test.HalfWidth(0.95)));
    }

    [Fact]
    public void LikeSamples_DifferAsOftenAsTheLevelSays()
    {
        var random = new Random(7);
        var found = 0;
        for (var pair = 0; pair < 2000; pair++)
        {
            found += new WelchTest(Drawn(random, 10, 1), Drawn(random, 25, 3)).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(found / 2000.0, 0.035, 0.065);
    }

    private static Estimate Drawn(Random random, int count, double spread) =>
        Independent([
            .. Enumerable
                .Range(0, count)
                .Select(_ => spread * Enumerable.Range(0, 12).Sum(_ => random.NextDouble() - 0.5)),
        ]);

    private static Estimate Constant(double value) => new(value, 0, 7);

    private static Estimate Independent(double[] values)
    {
        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        return new Estimate(mean, variance / values.Length, values.Length - 1);
    }
}
