namespace BatchLoadTest.Load;

/// <summary>How users wait because a service asked them to (<c>Retry-After</c>).</summary>
/// <param name="Waiting">Users that wait now.</param>
/// <param name="Until">When the last of them will go on, by this machine's clock; meaningless where none waits.</param>
/// <param name="Total">All that users have waited so far, added up.</param>
public readonly record struct RetryWaitState(int Waiting, DateTimeOffset Until, TimeSpan Total);
