namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Something on this machine went wrong, and the service has no part in it; the message is fit for a person and holds no
/// secret.
/// </summary>
/// <param name="message">What.</param>
public class OwnFaultException(string message) : Exception(message);
