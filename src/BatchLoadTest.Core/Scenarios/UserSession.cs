using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios;

/// <summary>What one virtual user keeps from round to round: its connection and what sends over it.</summary>
internal sealed class UserSession(ApiConnection connection, StepRunner runner) : IDisposable
{
    public StepRunner Runner { get; } = runner;

    public void Dispose() => connection.Dispose();
}
