namespace BatchLoadTest.Scenarios;

/// <summary>The load makes no sense any more; the message is fit for a person and holds no secret.</summary>
/// <param name="message">Why.</param>
public sealed class CannotGoOnException(string message) : Exception(message);
