namespace BatchLoadTest.Measurements;

/// <summary>
/// What rows have used, by model. Bounded: names of models come from outside; what finds no room is counted as
/// <see cref="Other"/>. One writer.
/// </summary>
/// <param name="most">Models kept, without <see cref="Other"/>.</param>
public sealed class ModelUsages(int most)
{
    /// <summary>The models that found no room, together.</summary>
    public const string Other = "(other models)";

    private readonly List<ModelUsage> models = [];
    private ModelUsage? other;

    /// <summary>
    /// Every model, the one with the most tokens first and <see cref="Other"/> last; those with as many in the order of
    /// their names, so that it does not matter in which order several processes are added up.
    /// </summary>
    public IReadOnlyList<ModelUsage> All =>
        [
            .. models
                .OrderByDescending(model => model.Tokens.Total)
                .ThenBy(model => model.Model, StringComparer.Ordinal),
            .. other is null ? [] : new[] { other },
        ];

    /// <summary>Adds what rows have used of one model.</summary>
    public void Add(ModelUsage usage)
    {
        var known = models.FindIndex(model => model.Model == usage.Model);
        if (known >= 0)
        {
            models[known] = Sum(models[known], usage);
        }
        else if (models.Count < most && usage.Model != Other)
        {
            models.Add(usage);
        }
        else
        {
            other = other is null ? usage with { Model = Other } : Sum(other, usage);
        }
    }

    private static ModelUsage Sum(ModelUsage one, ModelUsage more) =>
        one with
        {
            Rows = one.Rows + more.Rows,
            RowsWithUsage = one.RowsWithUsage + more.RowsWithUsage,
            Tokens = one.Tokens.Plus(more.Tokens),
        };
}
