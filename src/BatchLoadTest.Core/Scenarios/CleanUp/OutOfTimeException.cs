namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>Clean-up's time, or the share of what was asked for, is over.</summary>
/// <param name="message">That, and what the service has answered last.</param>
internal sealed class OutOfTimeException(string message) : OperationCanceledException(message);
