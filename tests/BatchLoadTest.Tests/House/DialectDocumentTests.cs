using BatchLoadTest.BatchApi.Dialects;

namespace BatchLoadTest.Tests.House;

/// <summary>The guide's table of dialects against the dialects themselves.</summary>
public sealed class DialectDocumentTests
{
    public static TheoryData<string> Names => [.. KnownDialects.All.Select(dialect => dialect.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Guide_SaysWhatTheDialectIs(string name)
    {
        var dialect = KnownDialects.Find(name)!;
        var row =
            $"| `{dialect.Name}` | {Hosts(dialect)} | `{dialect.ApiBase}` | `{dialect.Endpoint}` | "
            + $"{(dialect.ApiVersion is { } version ? $"`api-version={version}`" : "none")} | "
            + $"`{$"{dialect.KeyHeader}: {dialect.KeyPrefix}".TrimEnd(' ', ':')}` | {(dialect.CreatesKeys ? "yes" : "no")} | "
            + $"{(dialect.SkipQuery is { } skip ? $"readable, from a line on (`{skip}`)" : "none")} |\n";

        Assert.Contains(row, RepositoryFiles.Read("docs/guide/getting-started.md"), StringComparison.Ordinal);
    }

    private static string Hosts(Dialect dialect) =>
        dialect.Hosts.Count == 0
            ? "nowhere"
            : string.Join(", ", dialect.Hosts.Select(host => $"`{(host.StartsWith('.') ? "*" : "")}{host}`"));
}
