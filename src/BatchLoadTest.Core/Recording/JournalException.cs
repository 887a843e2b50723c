namespace BatchLoadTest.Recording;

/// <summary>A journal cannot be read; the message names the file and what is wrong with it.</summary>
public sealed class JournalException(string message) : Exception(message);
