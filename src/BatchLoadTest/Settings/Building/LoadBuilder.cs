using BatchLoadTest.Load;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Building;

/// <summary>Makes the load plan from its settings.</summary>
internal static class LoadBuilder
{
    /// <summary>Reads.</summary>
    public static LoadPlan Build(SettingsReader reader) =>
        new()
        {
            Profile = new ClosedLoad(reader.Value(LoadCatalogue.Users), reader.Value(LoadCatalogue.SpawnRate)),
            RunTime = reader.TryGet(LoadCatalogue.RunTime, out var runTime) ? runTime : null,
            Iterations = reader.TryGet(LoadCatalogue.Iterations, out var iterations) ? iterations : null,
            StopTimeout = reader.Value(LoadCatalogue.StopTimeout),
            Wait = reader.Value(LoadCatalogue.Wait),
            Seed = reader.Value(LoadCatalogue.Seed),
        };
}
