namespace BatchLoadTest.MockServer.Options;

/// <summary>Which part of the batches with one completion window misses it.</summary>
/// <param name="Window">The window, as the batches name it.</param>
/// <param name="Share">The share, from 0 to 1.</param>
public readonly record struct WindowMiss(string Window, double Share);
