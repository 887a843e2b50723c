using BatchLoadTest.Engines;
using BatchLoadTest.Load;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Checks that the engine can do what is asked of it.</summary>
internal static class EngineBuilder
{
    /// <summary>Reads the arguments that are handed on to the engine.</summary>
    public static IReadOnlyList<string> Arguments(SettingsReader reader)
    {
        var arguments = reader.Values(LoadCatalogue.NBomberArgument);
        reader.Require(
            arguments.Count == 0 || reader.Value(LoadCatalogue.Engine) == EngineText.NBomber,
            $"only the engine {EngineText.NBomber} takes arguments of its own",
            LoadCatalogue.NBomberArgument,
            LoadCatalogue.Engine
        );
        return arguments;
    }

    /// <summary>Adds an error for each thing in the plan that the engine cannot do.</summary>
    public static void Check(SettingsReader reader, LoadPlan plan, ProblemList problems)
    {
        var engine = LoadEngines.Create(reader.Value(LoadCatalogue.Engine), new LoadEngineSetup());
        foreach (var refusal in engine.Validate(plan))
        {
            problems.Add($"{reader.Describe(LoadCatalogue.Engine)}: {refusal}");
        }
    }
}
