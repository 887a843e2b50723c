namespace BatchLoadTest.MockServer.Counting;

/// <summary>
/// What the rows used that succeeded (2xx) in the batches that ended, before anything went wrong with their lines: whether
/// or not anybody fetched the files.
/// </summary>
/// <param name="All">All models together.</param>
/// <param name="Models">Each model; from <see cref="MostModels"/> on what is left stands under <see cref="Others"/>.</param>
public sealed record MockTokenCounts(MockModelTokens All, IReadOnlyDictionary<string, MockModelTokens> Models)
{
    /// <summary>So many models have a place of their own.</summary>
    public const int MostModels = 100;

    /// <summary>The name for all other models.</summary>
    public const string Others = "other";
}
