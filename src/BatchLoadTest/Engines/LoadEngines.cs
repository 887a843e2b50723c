using BatchLoadTest.Load;
using BatchLoadTest.Load.BuiltIn;

namespace BatchLoadTest.Engines;

/// <summary>The load engines of this build.</summary>
public static partial class LoadEngines
{
    /// <summary>What <c>--engine</c> can name in this build; the first is the default.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [.. Create(new LoadEngineSetup()).Select(engine => engine.Name)];

    /// <summary>All engines; the first is the default.</summary>
    public static IReadOnlyList<ILoadEngine> Create(LoadEngineSetup setup)
    {
        List<ILoadEngine> engines = [new BuiltInEngine(setup.TimeProvider)];
        AddOptional(engines, setup);
        return engines;
    }

    /// <summary>The engine of that name, which is one of <see cref="Names"/>.</summary>
    public static ILoadEngine Create(string name, LoadEngineSetup setup) =>
        Create(setup).Single(engine => engine.Name == name);

    // Its body is in a file that is compiled only where the optional engine is built in.
    static partial void AddOptional(List<ILoadEngine> engines, LoadEngineSetup setup);
}
