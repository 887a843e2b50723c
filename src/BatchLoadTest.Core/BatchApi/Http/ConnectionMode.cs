namespace BatchLoadTest.BatchApi.Http;

/// <summary>Who shares a connection.</summary>
public enum ConnectionMode
{
    /// <summary>One pool for all virtual users; as many connections as requests are under way.</summary>
    Shared,

    /// <summary>One connection of its own for each virtual user, as separate client programs would have.</summary>
    PerUser,
}
