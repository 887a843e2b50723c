namespace BatchLoadTest.BatchApi.Dialects;

/// <summary>Every dialect. A new service is a file beside this one and a line here.</summary>
public static class KnownDialects
{
    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<Dialect> All { get; } =
    [
        // One a line.
        ControlLayerDialect.Create(),
        OpenAiDialect.Create(),
        AzureDialect.Create(),
    ];

    /// <summary>The one of a service that nothing is known of.</summary>
    public static Dialect Default => All[0];

    /// <summary>The one of that name; null where there is none. Case matters.</summary>
    /// <param name="name">Such as <c>openai</c>.</param>
    public static Dialect? Find(string name) => All.FirstOrDefault(dialect => dialect.Name == name);

    /// <summary>The one that a host speaks for certain; null where the host does not tell.</summary>
    /// <param name="host">Scheme, host and port.</param>
    public static Dialect? Guess(Uri host) => All.FirstOrDefault(dialect => dialect.IsCertainAt(host));
}
