using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the dialect from its settings, and gives those that follow from it their defaults.</summary>
internal static class DialectBuilder
{
    /// <summary>The dialect with the version asked for: the one named, else the one that the host tells, else the default.</summary>
    public static Dialect Build(SettingsReader reader)
    {
        var guessed =
            reader.TryGet(TargetCatalogue.Host, out var host) && host.Url is { } url ? KnownDialects.Guess(url) : null;
        reader.Assume(
            TargetCatalogue.Dialect,
            (guessed ?? KnownDialects.Default).Name,
            guessed is null ? "default" : "guessed from --host"
        );
        var dialect = reader.TryGet(TargetCatalogue.Dialect, out var chosen) ? chosen : KnownDialects.Default;
        AssumeOwn(reader, TargetCatalogue.ApiBase, dialect.ApiBase, dialect);
        AssumeOwn(reader, WorkflowCatalogue.Endpoint, dialect.Endpoint, dialect);
        return dialect.WithVersion(Version(reader, dialect));
    }

    private static void AssumeOwn(SettingsReader reader, Setting<string> setting, string own, Dialect dialect)
    {
        if (own != setting.Default)
        {
            reader.Assume(setting, own, $"default of {dialect.Name}");
        }
    }

    private static string? Version(SettingsReader reader, Dialect dialect)
    {
        if (dialect.ApiVersion is not { } own)
        {
            reader.Require(
                !reader.TryGet(TargetCatalogue.ApiVersion, out _),
                "this dialect has no version in the query",
                TargetCatalogue.ApiVersion,
                TargetCatalogue.Dialect
            );
            return null;
        }

        if (!EndsInVersion(reader.Value(TargetCatalogue.ApiBase)))
        {
            reader.Assume(TargetCatalogue.ApiVersion, own, $"default of {dialect.Name}");
        }

        return reader.TryGet(TargetCatalogue.ApiVersion, out var version) ? version : null;
    }

    // Such as /openai/v1: a path that names the version takes none in the query.
    private static bool EndsInVersion(string apiBase) =>
        apiBase[(apiBase.LastIndexOf('/') + 1)..] is ['v', _, ..] last
        && last.AsSpan(1).ContainsAnyExceptInRange('0', '9') is false;
}
