namespace BatchLoadTest.Load.BuiltIn;

/// <summary>Everything that a load starts has been started. A task in a record: a task of a task would be awaited at once.</summary>
/// <param name="Ended">Completes when all of it has ended.</param>
internal readonly record struct LoadStarted(Task Ended);
