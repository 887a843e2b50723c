namespace BatchLoadTest.Measurements;

/// <summary>
/// The names of all steps. With the default API base they are the predecessor's, letter for letter, so that old
/// dashboards find them; with another base they say what was really requested.
/// </summary>
public sealed class StepNames
{
    private readonly PerStep<StepName> names;

    /// <summary>Names for requests under <paramref name="apiBase"/>, such as <c>/ai/v1</c>.</summary>
    public StepNames(string apiBase = "/ai/v1")
    {
        names = new(step => NameOf(StepCatalogue.Of(step), apiBase));
        All = [.. names];
    }

    /// <summary>All names, in the order of a workflow.</summary>
    public IReadOnlyList<StepName> All { get; }

    /// <summary>The names of <paramref name="step"/>.</summary>
    public StepName this[Step step] => names[step];

    private static StepName NameOf(StepDefinition step, string apiBase) =>
        new(step.Step, step.Id, step.Method, step.IsUnderApiBase ? apiBase + step.Path : step.Path);
}
