using BatchLoadTest.Measurements;

namespace BatchLoadTest.Reporting.Html;

/// <summary>
/// Failures over time by kind, as tables of failures tell kinds apart: of one step, or of all. In constant memory: kinds that
/// were met after the first <see cref="MaxKinds"/> are one together.
/// </summary>
/// <param name="capacity">Points of the timeline.</param>
internal sealed class FailureKinds(int capacity)
{
    /// <summary>More than a chart tells apart, so that the most frequent ones can be chosen among them.</summary>
    public const int MaxKinds = 16;

    /// <summary>The name of all further kinds.</summary>
    public const string Others = "others";

    private readonly List<(string Kind, PointSeries<CountPoint> Points)> kinds = [];

    /// <summary>The kinds in the order in which they were met, each with its points.</summary>
    public IReadOnlyList<(string Kind, PointSeries<CountPoint> Points)> All => kinds;

    /// <summary>Counts failures of a kind.</summary>
    /// <param name="index">The point.</param>
    /// <param name="outcome">How the requests ended.</param>
    /// <param name="status">HTTP status, where that tells kinds apart.</param>
    /// <param name="count">How many.</param>
    public void Add(int index, Outcome outcome, int status, long count)
    {
        var kind = outcome.KindName(status);
        var at = kinds.FindIndex(each => each.Kind == kind);
        if (at < 0 && kinds.Count >= MaxKinds)
        {
            kind = Others;
            at = kinds.FindIndex(each => each.Kind == kind);
        }

        if (at < 0)
        {
            at = kinds.Count;
            kinds.Add((kind, new PointSeries<CountPoint>(capacity)));
        }

        kinds[at].Points.Join(index, new CountPoint(count));
    }

    /// <summary>Makes each two neighbours one, so that every point stands for twice the time.</summary>
    public void Halve()
    {
        foreach (var (_, points) in kinds)
        {
            points.Halve();
        }
    }
}
