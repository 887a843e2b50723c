using BatchLoadTest.Recording;

namespace BatchLoadTest.Cluster.Messages;

/// <summary>A run as a worker needs it: it has no settings of its own.</summary>
public sealed record RunOrder
{
    /// <summary>The run's name, the same for all.</summary>
    public required string RunId { get; init; }

    /// <summary>The name of a worker's part of it.</summary>
    public string PartId(int number) => $"{RunId}-w{number}";

    /// <summary>
    /// Settings by the names of their options, as a person writes them; what is not named is as by default. No secret of
    /// the key's: the key comes from the master. Nothing of the load: that is <see cref="Plan"/>.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Settings { get; init; }

    /// <summary>The load as JSON (the members of a journal's plan).</summary>
    public required string Plan { get; init; }

    /// <summary>Whether it is a search for the largest load, which sets some defaults otherwise.</summary>
    public bool IsSearch { get; init; }

    /// <summary>The settings of the run as the worker's journal is to show them; no secrets.</summary>
    public IReadOnlyList<ReportedSetting> Shown { get; init; } = [];

    /// <summary>Authorities to trust instead of the system's, as PEM; null for the system's.</summary>
    public string? Authorities { get; init; }

    /// <summary>
    /// The files that users upload, one after the other as a master gives them out; empty where all rows are generated.
    /// </summary>
    public IReadOnlyList<DataOrder> Data { get; init; } = [];
}
