namespace BatchLoadTest.Silos.Greeting;

/// <summary>A master that cannot be joined now, and perhaps later; the message says what to check.</summary>
#pragma warning disable CA1064 // It never leaves the project.
internal sealed class NotThereException(string message, Exception? innerException = null)
    : Exception(message, innerException);
#pragma warning restore CA1064
