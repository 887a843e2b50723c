namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings that there are no more: whoever still gives one is told what to write instead.</summary>
internal static class RemovedSettings
{
    private const string Guide = "see docs/guide/several-machines.md";

    private static readonly Dictionary<string, string> Instead = new(StringComparer.OrdinalIgnoreCase)
    {
        ["shard"] = $"start one --master and a --worker for each process, without shares; {Guide}",
        ["start-at"] =
            $"start the program then; several that begin at one moment are a --master and its workers, {Guide}",
        ["key-exchange"] =
            $"start one --master and a --worker for each process: workers have the master's key; {Guide}",
        ["wait-for-end"] = $"the --master waits for its workers and reports the whole; {Guide}",
    };

    /// <summary>What is wrong with giving it, and what to write instead; null where there never was one of that name.</summary>
    /// <param name="name">As the member of a settings file.</param>
    public static string? Problem(string name) =>
        Instead.TryGetValue(name, out var instead) ? $"was removed: {instead}" : null;

    /// <summary>The same by a name of this program's own variables.</summary>
    public static string? ProblemOfVariable(string variable) =>
        variable.StartsWith(Setting.VariablePrefix, StringComparison.OrdinalIgnoreCase)
            ? Problem(variable[Setting.VariablePrefix.Length..].Replace('_', '-'))
            : null;
}
