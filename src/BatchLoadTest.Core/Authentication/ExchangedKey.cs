namespace BatchLoadTest.Authentication;

/// <summary>A key as it lies in the file of an exchange. Holds a secret: its text form shows none.</summary>
/// <param name="Moment">Of which load it is: when that one begins, as all its processes were given it; empty where they were not.</param>
/// <param name="Key">The secret itself.</param>
/// <param name="Id">The service's id of the key, for deleting it; null where it gave none.</param>
/// <param name="CreatedAt">When the service created it, by the clock of shard 0.</param>
public sealed record ExchangedKey(string Moment, string Key, string? Id, DateTimeOffset CreatedAt)
{
    /// <summary>The key as a run uses it: as old as it is, not as new as the taking of it.</summary>
    public ApiKey ToApiKey(TimeProvider timeProvider, string prefix = ApiKey.UsualPrefix)
    {
        var age = timeProvider.GetUtcNow() - CreatedAt;
        var ticks = age > TimeSpan.Zero ? age.TotalSeconds * timeProvider.TimestampFrequency : 0;
        return ApiKey.Created(Key, Id, timeProvider.GetTimestamp() - (long)ticks, prefix: prefix);
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => Id is null ? "API key" : $"API key {Id}";
}
