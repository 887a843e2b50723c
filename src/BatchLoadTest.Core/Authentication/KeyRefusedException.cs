namespace BatchLoadTest.Authentication;

/// <summary>No usable API key could be had: the test cannot run. The message is fit for a person and holds no secret.</summary>
public sealed class KeyRefusedException(string message) : Exception(message);
