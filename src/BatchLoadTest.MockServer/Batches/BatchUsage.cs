using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// What the rows of a batch used that succeeded, once so many of its rows are finished. Costs a walk over the rows.
/// </summary>
internal sealed class BatchUsage
{
    private BatchUsage(int finished, IReadOnlyList<(string Model, TokenSum Sum)> models)
    {
        Finished = finished;
        Models = models;
        foreach (var (_, sum) in models)
        {
            All.Add(sum);
        }
    }

    /// <summary>The finished rows that were counted.</summary>
    public int Finished { get; }

    public TokenSum All { get; } = new();

    /// <summary>Each model of which a row succeeded.</summary>
    public IReadOnlyList<(string Model, TokenSum Sum)> Models { get; }

    public static BatchUsage Of(BatchPlan plan, InputRows input, int finished)
    {
        var groups = new TokenSum?[input.Groups.Count];
        using var order = new CompletionOrder(plan);
        for (var position = 0; position < finished; position++)
        {
            if (plan.RowAt(position).Fate == RowFate.Succeeded)
            {
                var row = order.RowAt(position);
                var span = input.Rows[row];
                (groups[span.Kind] ??= new()).Add(plan.Usages.Of(row, span, input.Groups[span.Kind]));
            }
        }

        var models = new Dictionary<string, TokenSum>(StringComparer.Ordinal);
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] is { } group && !models.TryAdd(input.Groups[i].Kind.Model, group))
            {
                models[input.Groups[i].Kind.Model].Add(group);
            }
        }

        return new BatchUsage(finished, [.. models.Select(model => (model.Key, model.Value))]);
    }
}
