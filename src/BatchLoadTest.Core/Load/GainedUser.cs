namespace BatchLoadTest.Load;

/// <summary>A virtual user that another worker had before.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="After">When it starts, since the lease came into force.</param>
public readonly record struct GainedUser(int Number, TimeSpan After);
