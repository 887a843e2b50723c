using BatchLoadTest.Checks;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Preflight;

/// <summary>The models that a run's data names.</summary>
/// <param name="Named">The first few, in order.</param>
/// <param name="IsWhole">Whether all were looked at.</param>
public sealed record DataModels(IReadOnlyList<string> Named, bool IsWhole)
{
    private const int Piece = 64 * 1024;

    // A larger file is read so far: the load waits meanwhile.
    private const long MostRead = 32 * 1024 * 1024;

    /// <summary>Looks at the data; a file is read until it names one of those that are known: more would change nothing.</summary>
    /// <param name="data">What is uploaded.</param>
    /// <param name="known">Models that the key may use.</param>
    /// <param name="cancellationToken">There is no more time.</param>
    public static async Task<DataModels> OfAsync(
        ClassMix data,
        IReadOnlyList<string> known,
        CancellationToken cancellationToken
    )
    {
        List<string> named = [];
        var isWhole = true;
        foreach (var each in data.All)
        {
            if (each.Model is { } model)
            {
                named.Add(model);
            }
            else if (each.Data is DataFile file)
            {
                isWhole &= await ReadAsync(file, known, named, cancellationToken);
            }
            else
            {
                isWhole = false;
            }
        }

        return new DataModels([.. named.Distinct(StringComparer.Ordinal)], isWhole);
    }

    private static async Task<bool> ReadAsync(
        DataFile file,
        IReadOnlyList<string> known,
        List<string> named,
        CancellationToken cancellationToken
    )
    {
        using var models = new RowModelsStream(0);
        try
        {
            await using var rows = File.OpenRead(file.Path);
            var buffer = new byte[Piece];
            int read;
            while (
                models.Length < MostRead
                && !models.Models.Any(model => known.Contains(model, StringComparer.OrdinalIgnoreCase))
                && (read = await rows.ReadAsync(buffer, cancellationToken)) > 0
            )
            {
                models.Write(buffer.AsSpan(0, read));
            }

            var isWhole = models.Length == rows.Length;
            if (isWhole)
            {
                models.Complete();
            }

            named.AddRange(models.Models);
            return isWhole && models.Models.Count < CheckData.MostModels;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // That it has changed is the run's own finding.
            return false;
        }
    }
}
