using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Engines;

/// <summary>
/// What an engine may want to know beside the plan. The defaults are enough for an engine that is only asked what it can
/// do.
/// </summary>
public sealed record LoadEngineSetup
{
    /// <summary>The run's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The run's id.</summary>
    public string RunId { get; init; } = "";

    /// <summary>Folder for files of the engine's own; it exists.</summary>
    public string ResultsDirectory { get; init; } = "";

    /// <summary>The run's thresholds, for engines that show verdicts of their own; ours decide.</summary>
    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>HTTP version that is spoken.</summary>
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary>Arguments for the engine itself, as the person gave them. May hold secrets.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Takes a line that a reader of the figures must know. Called by the engine's own run only.</summary>
    public Action<string> Notice { get; init; } = static _ => { };

    /// <summary>Without the arguments, which may hold secrets.</summary>
    public override string ToString() => $"LoadEngineSetup {{ RunId = {RunId} }}";
}
