namespace BatchLoadTest.Recording;

/// <summary>The line that says which key was used.</summary>
internal sealed record KeyLine
{
    public const string Name = "key";

    public string Type { get; init; } = Name;
    public required string Fingerprint { get; init; }
}
