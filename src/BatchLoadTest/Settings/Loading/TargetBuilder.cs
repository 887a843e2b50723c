using System.Security.Cryptography;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;
using BatchLoadTest.Settings.Sources;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the target from its settings.</summary>
internal static class TargetBuilder
{
    /// <summary>Whether the mock server inside was asked for.</summary>
    public static bool IsMock(SettingsReader reader) =>
        reader.TryGet(TargetCatalogue.Host, out var host) && host.Url is null;

    /// <summary>Reads and checks.</summary>
    public static TargetSettings Build(SettingsReader reader, SettingFiles files, ProblemList problems)
    {
        // A page may wait for it to be given there.
        var mayWait =
            !reader.IsForPage && !reader.Value(PageCatalogue.Headless) && !reader.Value(PageCatalogue.Autostart);
        reader.Require(
            reader.IsGiven(TargetCatalogue.Host) || PageBuilder.Waits(reader),
            "no target is given; use --host https://…, a variable BATCH_LOAD_TEST_HOST or LOCUST_HOST, "
                + "or --host mock for the mock server inside",
            TargetCatalogue.Host
        );
        string? certificate = reader.TryGet(TargetCatalogue.CaCertificate, out var path) ? files.FullPath(path) : null;
        if (certificate is not null && CertificateProblem(certificate) is { } unusable)
        {
            reader.Require(holds: false, $"the file {unusable}", TargetCatalogue.CaCertificate);
        }

        var insecure = reader.Value(TargetCatalogue.Insecure);
        reader.Require(
            certificate is null || !insecure,
            "only one of them makes sense; leave one out",
            TargetCatalogue.Insecure,
            TargetCatalogue.CaCertificate
        );
        var dialect = DialectBuilder.Build(reader);
        return new()
        {
            Dialect = dialect,
            DialectSource = reader.Source(TargetCatalogue.Dialect),
            Host = reader.TryGet(TargetCatalogue.Host, out var host) ? host.Url : null,
            IsMock = IsMock(reader),
            ApiBase = reader.Value(TargetCatalogue.ApiBase),
            Timeout = reader.Value(TargetCatalogue.Timeout),
            UploadTimeout =
                reader.TryGet(TargetCatalogue.UploadTimeout, out var upload) ? upload
                : reader.IsGiven(TargetCatalogue.Timeout) ? reader.Value(TargetCatalogue.Timeout)
                : BatchApiOptions.DefaultUploadTimeout,
            HttpVersion = reader.Value(TargetCatalogue.Http),
            Connections = reader.Value(TargetCatalogue.Connections),
            CaCertificateFile = certificate,
            Insecure = insecure,
            AcceptEncoding = reader.TryGet(TargetCatalogue.AcceptEncoding, out var encodings) ? encodings : null,
            Proxies = Proxies(reader, problems),
            KeepsCookies = reader.Value(TargetCatalogue.Cookies),
            SendsTraceHeaders = !reader.Value(TargetCatalogue.NoTraceHeaders),
            IdHeaders = reader.Value(TargetCatalogue.IdHeaders),
            Headers = reader.Values(TargetCatalogue.Header),
            WaitFor = reader.Value(TargetCatalogue.WaitFor),
            Preflight = !reader.Value(TargetCatalogue.NoPreflight),
        };
    }

    /// <summary>The proxies of this machine: of a worker they are its own, whatever its master's are.</summary>
    public static ProxyRules Proxies(SettingsReader reader, ProblemList problems)
    {
        if (reader.TryGet(TargetCatalogue.Proxy, out var given))
        {
            return given.Proxy is { } proxy
                ? ProxyRules.Always(proxy.From(reader.Source(TargetCatalogue.Proxy)))
                : ProxyRules.None;
        }

        // Nobody has set the environment's for a target on this machine.
        var isNear = reader.TryGet(TargetCatalogue.Host, out var host) && (host.Url is null || host.Url.IsLoopback);
        return ProxyRules.FromEnvironment(
            reader.Variable,
            name =>
            {
                if (!isNear && !reader.IsGiven(TargetCatalogue.Proxy))
                {
                    problems.Add(
                        $"{EnvironmentLayer.Name(name)}: {ProxyAddress.Allowed}, or --proxy none to ignore it"
                    );
                }
            }
        );
    }

    private static string? CertificateProblem(string path)
    {
        try
        {
            if (RegularFile.Problem(path) is { } problem)
            {
                return problem;
            }

            foreach (var certificate in AuthoritiesFile.Read(path))
            {
                certificate.Dispose();
            }

            return null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return exception is CryptographicException
                ? "has no valid certificate in it (PEM or DER)"
                : "cannot be read";
        }
    }
}
