using BatchLoadTest.Load;
using BatchLoadTest.NBomber;

namespace BatchLoadTest.Engines;

/// <summary>Adds the NBomber engine; compiled only with <c>-p:WithNBomber=true</c>.</summary>
public static partial class LoadEngines
{
    // In the environment only: a command line is read by everybody on the machine.
    private const string LicenseVariable = "NBOMBER_LICENSE";

    static partial void AddOptional(List<ILoadEngine> engines, LoadEngineSetup setup) =>
        engines.Add(
            new NBomberEngine(
                new NBomberOptions
                {
                    RunId = setup.RunId,
                    ResultsDirectory = setup.ResultsDirectory,
                    Thresholds = setup.Thresholds,
                    HttpVersion = setup.HttpVersion,
                    Arguments = setup.Arguments,
                    LicenseKey = Environment.GetEnvironmentVariable(LicenseVariable),
                    Notice = setup.Notice,
                },
                setup.TimeProvider
            )
        );
}
