using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Scenarios;

/// <summary>What one virtual user keeps from round to round: its connections and what sends over them.</summary>
internal sealed class UserSession(List<ApiConnection> connections, StepRunner runner, StepTally? tally) : IDisposable
{
    public StepRunner Runner { get; } = runner;

    /// <summary>What the step under way comes to; null where no engine asks.</summary>
    public StepTally? Tally { get; } = tally;

    /// <summary>Uploads that the user has begun so far, and the number of the last.</summary>
    public long Uploads { get; set; }

    public void Dispose() => connections.ForEach(connection => connection.Dispose());
}
