namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>What a check said.</summary>
/// <param name="Verdict">As in <c>check.json</c>.</param>
/// <param name="Seen">Likewise.</param>
internal sealed record CheckWord(string Verdict, string Seen)
{
    /// <summary>Whether it knows: it looked, and saw what it looks for.</summary>
    public bool Knows => Verdict is "passed" or "noted" or "failed";

    public override string ToString() => $"{Verdict}: {Seen}";
}
