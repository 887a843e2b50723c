using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// What the rows of a batch used that succeeded, once so many of its rows are finished. Costs a walk over the rows.
/// </summary>
internal sealed class BatchUsage
{
    private readonly BatchPlan plan;
    private readonly int finished;

    private BatchUsage(BatchPlan plan, int finished, IReadOnlyList<(string Model, TokenSum Sum)> models)
    {
        this.plan = plan;
        this.finished = finished;
        Models = models;
        foreach (var (_, sum) in models)
        {
            All.Add(sum);
        }
    }

    public TokenSum All { get; } = new();

    /// <summary>Each model of which a row succeeded.</summary>
    public IReadOnlyList<(string Model, TokenSum Sum)> Models { get; }

    /// <summary>Whether it is that of so many rows by a plan.</summary>
    public bool IsOf(BatchPlan other, int rows) => ReferenceEquals(plan, other) && finished == rows;

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

        return new BatchUsage(plan, finished, [.. models.Select(model => (model.Key, model.Value))]);
    }
}
