using BatchLoadTest.Capacity;
using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Runs.Capacity;

/// <summary>What is said while a search goes on.</summary>
internal static class CapacityWords
{
    /// <summary>What can be judged, before the first level: a line each.</summary>
    public static IEnumerable<string> Before(CapacitySettings settings, LevelSamples judged, int rowsPerBatch)
    {
        yield return $"searching for the largest load from {settings.Bounds.From:0.###}"
            + (settings.Bounds.To is { } to ? $" to {to:0.###}" : "")
            + $" {settings.Unit}, within {settings.Bounds.Resolution:0.#%}, of batches of {Figures.Of(rowsPerBatch, "row")}; "
            + $"at most {settings.Bounds.MostLevels} levels, each wrong in at most {settings.Bounds.Alpha:0.##%}";
        var measured = settings.LevelTime.TotalSeconds * settings.Bounds.From;
        foreach (var threshold in judged.Thresholds.Where(each => each.Kind == LevelThresholdKind.Percentile))
        {
            var needed = SampleNeeds.For(threshold.AllowedShare, settings.Bounds.Alpha);
            var isOfBatches = threshold.Text.StartsWith("batch", StringComparison.Ordinal);
            yield return $"{threshold.Text} needs {needed:N0} independent samples"
                + (
                    settings.OfUsers || !isOfBatches || measured >= needed
                        ? ""
                        : $": more than the {measured:0} batches of --level-time {Figures.Setting(settings.LevelTime)} at the "
                            + $"first load; a level lasts longer then, {Figures.Time(TimeSpan.FromSeconds(needed / settings.Bounds.From))}"
                );
        }

        if (judged.NotJudged.Count > 0)
        {
            yield return $"levels are not judged by {string.Join(", ", judged.NotJudged)}";
        }
    }
}
