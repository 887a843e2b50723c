using BatchLoadTest.Comparison.Inference;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Comparison;

/// <summary>A comparison as a person reads it: the same words in every output.</summary>
public static class ComparisonWords
{
    /// <summary>How rows come to their verdicts.</summary>
    public const string Method =
        "Figures are means of blocks. Changes are those of NEW against BASE, each with its 95 % confidence interval. "
        + "A row is better or worse where Welch's t-test over blocks of both runs finds a difference (5 % for all rows "
        + "together, Holm) and the change is at least "
        + MinimumEffect.Words
        + "; one that is found and is less is 'too small'. 'within own 34 ms': a change that the test finds, and that this program's own lateness may have made.";

    private const double MostPercent = 9999;

    private const int MostClasses = 5;

    /// <summary>The verdict in a word or three.</summary>
    public static string Word(ComparisonVerdict verdict) =>
        verdict switch
        {
            ComparisonVerdict.Worse => "worse",
            ComparisonVerdict.Better => "better",
            ComparisonVerdict.NoDifference => "no difference",
            _ => "not enough data",
        };

    /// <summary>The verdict of a row, with what keeps a change that the test finds from being a difference.</summary>
    public static string Word(ComparisonRow row) =>
        row.OwnDelay is { } delay ? $"within own {Figures.Time(delay)}"
        : IsTooSmall(row) ? "too small"
        : Word(row.Verdict);

    /// <summary>What the verdict of a row rests on, in a line.</summary>
    public static string Why(ComparisonRow row) =>
        row switch
        {
            { Verdict: ComparisonVerdict.NotEnoughData } =>
                $"fewer than {Estimate.FewestBlocks} blocks of requests, batches or seconds in a run",
            { OwnDelay: { } delay } =>
                $"the test finds it, but this program itself was late by as much: {Figures.Time(delay)}",
            { Change: 0 } => "the same in both runs",
            _ when IsTooSmall(row) => $"real, but too small to matter: {Probability(row.PValue)}",
            { Verdict: ComparisonVerdict.NoDifference } => $"may be chance: {Probability(row.PValue)}",
            _ => $"beyond chance: {Probability(row.PValue)}",
        };

    private static bool IsTooSmall(ComparisonRow row) =>
        row is { Verdict: ComparisonVerdict.NoDifference, OwnDelay: null, PValue: <= ComparisonRow.FamilyLevel }
        && row.Change != 0;

    /// <summary>What the verdict of all rests on, such as <c>3 of 45 figures are worse, 1 better</c>.</summary>
    public static string Reason(RunComparison comparison)
    {
        var lacking = comparison.CountOf(ComparisonVerdict.NotEnoughData);
        var judged = comparison.Rows.Count - lacking;
        if (judged == 0)
        {
            return "no figure has enough data in both runs";
        }

        var worse = comparison.CountOf(ComparisonVerdict.Worse);
        var better = comparison.CountOf(ComparisonVerdict.Better);
        var reason = (worse, better) switch
        {
            (0, 0) => $"none of {Figures.Of(judged, "figure")} differs by more than noise",
            (0, _) => $"{better} of {Figures.Of(judged, "figure")} better, none worse",
            (_, 0) => $"{worse} of {Figures.Of(judged, "figure")} worse, none better",
            _ => $"{worse} of {Figures.Of(judged, "figure")} worse, {better} better",
        };
        return lacking == 0 ? reason : $"{reason}; {lacking} more without enough data";
    }

    /// <summary>
    /// Which classes of batches have figures that are worse, such as <c>of class big 3, of class mid 1</c>; null where none has.
    /// </summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="quote">How a name, which comes from outside, is written.</param>
    public static string? WorseClasses(RunComparison comparison, Func<string, string> quote)
    {
        var worse = comparison
            .RowsByClass.Select(rows => (rows.Key, Count: rows.Count(row => row.Verdict == ComparisonVerdict.Worse)))
            .Where(each => each.Count > 0)
            .ToList();
        var rest = worse.Count > MostClasses ? $" and of {worse.Count - MostClasses} more classes" : "";
        return worse.Count == 0
            ? null
            : string.Join(", ", worse.Take(MostClasses).Select(each => $"of class {quote(each.Key)} {each.Count}"))
                + rest;
    }

    /// <summary>A run's tags, such as <c>commit=1a2b3c, stage=test</c>.</summary>
    public static string Tags(RunFacts run) => string.Join(", ", run.Tags.Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>A figure with its unit.</summary>
    public static string Figure(FigureKind kind, double? figure) =>
        (kind, figure) switch
        {
            (_, null) => Figures.None,
            (FigureKind.Share or FigureKind.Kept, var share) => Figures.Share(share),
            (FigureKind.Slack, < 0 and var late) => "-" + Figures.Time(TimeSpan.FromMilliseconds(-late)),
            (FigureKind.Tokens, { } tokens) => Figures.Rate(tokens),
            (FigureKind.Cost, { } amount) => UsageSentences.Money((decimal)amount),
            (FigureKind.Rate, { } rate) => Figures.Rate(rate),
            (_, { } milliseconds) => Figures.Time(TimeSpan.FromMilliseconds(milliseconds)),
        };

    /// <summary>
    /// The change: in per cent, percentage points (<c>pp</c>) for shares, seconds for phases, or as a time for what is left of
    /// one.
    /// </summary>
    public static string Change(ComparisonRow row)
    {
        if (row.Change is not { } change)
        {
            return Figures.None;
        }

        if (row.Metric.Kind == FigureKind.Slack)
        {
            return SignedTime(change);
        }

        var (scale, unit) = Scale(row);
        return scale is null ? "from 0" : Signed(change * scale.Value, change * scale.Value, unit) + unit;
    }

    /// <summary>The change's confidence interval in the same unit.</summary>
    public static string Interval(ComparisonRow row)
    {
        if (row is { Metric.Kind: FigureKind.Slack, Change: not null })
        {
            return $"{SignedTime(row.Low)}..{SignedTime(row.High)}";
        }

        var (scale, unit) = Scale(row);
        if (row.Change is null || scale is not { } factor)
        {
            return Figures.None;
        }

        var (low, high) = (row.Low * factor, row.High * factor);
        var widest = Math.Max(Math.Abs(low), Math.Abs(high));
        return $"{Signed(low, widest, unit)}..{Signed(high, widest, unit)}{unit}";
    }

    // What a difference is multiplied with to be in the unit that is shown; no factor where there is nothing to
    // relate to.
    private static (double? Scale, string Unit) Scale(ComparisonRow row) =>
        row switch
        {
            { Metric.Kind: FigureKind.Share or FigureKind.Kept } => (100, " pp"),
            { Metric.Kind: FigureKind.Phase } => (0.001, " s"),
            { Base: null or 0, Change: not 0 } => (null, ""),
            { Base: null or 0 } => (0, "%"),
            _ => (100 / row.Base, "%"),
        };

    // Corrected for all rows, so that it can be held against 5 % as it stands.
    private static string Probability(double value) => value < 0.001 ? "p < 0.001" : $"p = {value:0.###}";

    private static string SignedTime(double milliseconds)
    {
        var time = Figures.Time(TimeSpan.FromMilliseconds(Math.Abs(milliseconds)));
        return milliseconds switch
        {
            > 0 => "+" + time,
            < 0 => "-" + time,
            _ => time,
        };
    }

    /// <param name="value">The number.</param>
    /// <param name="widest">The number that decides how many decimals are worth showing.</param>
    /// <param name="unit">Only per cent has one decimal less.</param>
    private static string Signed(double value, double widest, string unit)
    {
        if (Math.Abs(value) > MostPercent)
        {
            return value > 0 ? $">+{MostPercent}" : $"<-{MostPercent}";
        }

        var decimals = Math.Abs(widest) < 9.95 ? 1 : 0;
        decimals += unit == "%" ? 0 : 1;
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        var digits = Math.Abs(rounded).ToString($"F{decimals}");
        return rounded switch
        {
            > 0 => "+" + digits,
            < 0 => "-" + digits,
            _ => digits,
        };
    }
}
