using BatchLoadTest.MockServer.Counting;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Adds up what the rows of ended batches used. Not safe for several threads at once.</summary>
internal sealed class TokenTally
{
    private readonly Dictionary<string, TokenSum> models = new(StringComparer.Ordinal);

    public void Add(BatchUsage usage)
    {
        foreach (var (model, sum) in usage.Models)
        {
            Add(model, sum);
        }
    }

    public TokenTally Copy()
    {
        var copy = new TokenTally();
        foreach (var (model, sum) in models)
        {
            copy.Add(model, sum);
        }

        return copy;
    }

    public MockTokenCounts Counts()
    {
        var all = new TokenSum();
        foreach (var sum in models.Values)
        {
            all.Add(sum);
        }

        return new MockTokenCounts(
            all.ToCounts(),
            models.ToDictionary(model => model.Key, model => model.Value.ToCounts(), StringComparer.Ordinal)
        );
    }

    private void Add(string model, TokenSum sum)
    {
        var hasPlace = models.ContainsKey(model) || models.Count < MockTokenCounts.MostModels;
        var name = hasPlace ? model : MockTokenCounts.Others;
        if (!models.TryGetValue(name, out var known))
        {
            models.Add(name, known = new TokenSum());
        }

        known.Add(sum);
    }
}
