namespace BatchLoadTest.Authentication;

/// <summary>Where the API key comes from. Holds secrets: never print it.</summary>
public sealed record KeyOptions
{
    /// <summary>The way to get a key.</summary>
    public AuthMode Mode { get; init; } = AuthMode.Basic;

    /// <summary>A key that exists already; used with <see cref="AuthMode.ApiKey"/> only.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What stands before the key in the header that carries it.</summary>
    public string KeyPrefix { get; init; } = Authentication.ApiKey.UsualPrefix;

    /// <summary>Path (or absolute URL) that creates and deletes keys.</summary>
    public string Endpoint { get; init; } = "/admin/api/v1/users/current/api-keys";

    /// <summary>Purpose asked for; today's control layer wants <c>realtime</c>.</summary>
    public string Purpose { get; init; } = "realtime";

    /// <summary>User name, or e-mail address with <see cref="AuthMode.Login"/>.</summary>
    public string Username { get; init; } = "admin";

    /// <summary>Password of <see cref="Username"/>.</summary>
    public string Password { get; init; } = "password";

    /// <summary>How long a new key that has not worked yet may be unknown to the service before it counts as refused.</summary>
    public TimeSpan ActivationGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>No member is shown: a record's generated text would print the secrets.</summary>
    public override string ToString() => $"KeyOptions {{ Mode = {Mode} }}";
}
