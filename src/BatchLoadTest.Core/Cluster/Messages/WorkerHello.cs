namespace BatchLoadTest.Cluster.Messages;

/// <summary>What a worker says of itself when it joins, and each time that it asks for something to do.</summary>
/// <param name="Name">For a person: its machine and process.</param>
/// <param name="Version">Of the program: master and workers must be the same.</param>
/// <param name="Cores">Processors that it may use; its share of the load.</param>
/// <param name="Token">What was agreed on, so that no stranger joins; null where nothing was.</param>
/// <param name="ReadyFor">The run that it has prepared, or cannot prepare; null for none.</param>
/// <param name="CannotRun">Why it cannot prepare the run that it was given, in a line; null where it can.</param>
public sealed record WorkerHello(
    string Name,
    string Version,
    int Cores,
    string? Token,
    string? ReadyFor,
    string? CannotRun
);
