namespace BatchLoadTest.Capacity.Inference;

/// <summary>Cuts a series into equal blocks: the method of batch means.</summary>
internal static class BatchMeans
{
    /// <summary>With fewer blocks a line through them says too little about its own error.</summary>
    public const int Fewest = 10;

    /// <summary>Blocks where none of the series' memory has to be waited for.</summary>
    public const int Usual = 20;

    /// <summary>More blocks add nothing: the error is known well enough.</summary>
    public const int Most = 40;

    private const double SmallCorrelation = 0.2;

    /// <summary>The mean of each block. What does not fill a block is left out at the beginning.</summary>
    /// <param name="values">In the order of time, at least as many as <paramref name="count"/>.</param>
    /// <param name="count">How many blocks.</param>
    public static double[] Of(IReadOnlyList<double> values, int count)
    {
        var length = values.Count / count;
        var from = values.Count - (length * count);
        var means = new double[count];
        for (var index = from; index < values.Count; index++)
        {
            means[(index - from) / length] += values[index] / length;
        }

        return means;
    }

    /// <summary>
    /// The line through as many blocks as leave neighbouring residuals nearly independent: 40, else 20, else 10. Blocks
    /// twice as long forget more of each other. Where none of the three are nearly independent, it is the one whose
    /// residuals are least correlated, and <see cref="TrendLine.HalfWidth"/> counts what is left: of a series that
    /// remembers that is the ten, but where chance made the correlation, ten blocks have too few degrees of freedom for it.
    /// </summary>
    /// <param name="values">One a second, at least <see cref="Fewest"/>.</param>
    public static TrendLine Line(IReadOnlyList<double> values)
    {
        TrendLine? least = null;
        for (var count = Most; count >= Fewest; count /= 2)
        {
            if (values.Count < count)
            {
                continue;
            }

            var line = LineOf(values, count);
            if (line.Correlation <= SmallCorrelation)
            {
                return line;
            }

            // Of two with the same, the longer blocks.
            least = least is { } before && before.Correlation < line.Correlation ? before : line;
        }

        return least!;
    }

    /// <summary>The line through so many blocks of <paramref name="values"/>, one a second.</summary>
    public static TrendLine LineOf(IReadOnlyList<double> values, int count) =>
        new(Of(values, count), values.Count / count);
}
