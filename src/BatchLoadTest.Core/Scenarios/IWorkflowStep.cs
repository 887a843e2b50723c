namespace BatchLoadTest.Scenarios;

/// <summary>One of the six steps. Shared by all users: everything that belongs to a round is in the round.</summary>
public interface IWorkflowStep
{
    /// <summary>Short name, as an engine that tells steps apart shows it.</summary>
    string Name { get; }

    /// <summary>Whether what it needs is there; a step that is not ready is skipped.</summary>
    bool IsReady(WorkflowRound round);

    /// <summary>Does it. What fails is measured and leaves the round without what later steps need.</summary>
    /// <exception cref="OperationCanceledException">The run waits no longer.</exception>
    ValueTask RunAsync(WorkflowRound round, StepRunner runner);
}
