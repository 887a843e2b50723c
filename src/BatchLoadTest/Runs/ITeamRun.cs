using BatchLoadTest.Cluster;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>How a process takes part in a run that several apply together.</summary>
internal interface ITeamRun
{
    /// <summary>The run's name; null where it is made here.</summary>
    string? RunId { get; }

    /// <summary>What a master has left in whose place this process was started; null for a run that begins.</summary>
    KeptRun? Kept { get; }

    /// <summary>Whether this process judges and reports; else another one does.</summary>
    bool Reports { get; }

    /// <summary>Gathers all that take part. Returns when the load can begin.</summary>
    /// <param name="settings">What the run is asked to do.</param>
    /// <param name="host">The service.</param>
    /// <param name="runId">The run's name.</param>
    /// <param name="data">What users upload.</param>
    /// <param name="control">How the run is ended.</param>
    /// <param name="view">Where a person sees it.</param>
    Task<RunTeam> GatherAsync(
        RunSettings settings,
        Uri host,
        string runId,
        ClassMix data,
        RunControl control,
        IRunView view
    );

    /// <summary>The run is over, whatever came of it.</summary>
    void RunEnded();
}
