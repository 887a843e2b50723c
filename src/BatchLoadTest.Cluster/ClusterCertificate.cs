using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BatchLoadTest.Cluster;

namespace BatchLoadTest.Silos;

/// <summary>
/// The certificate that all processes of a cluster share. It is compared whole, so that it names no host and needs nobody who
/// signs it.
/// </summary>
public static class ClusterCertificate
{
    private const int Years = 5;

    /// <summary>Writes a new one with its key into one PEM file that only its owner reads; valid for five years.</summary>
    /// <exception cref="ClusterException">It cannot be written, or there is one already, which other machines may use.</exception>
    public static void Create(string path) => Create(path, TimeProvider.System);

    internal static void Create(string path, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=batch-load-test cluster", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false)
        );
        var now = time.GetUtcNow();
        // Clocks of machines differ.
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        try
        {
            using var stream = new FileStream(path, ForNew());
            using var writer = new StreamWriter(stream);
            writer.WriteLine(certificate.ExportCertificatePem());
            writer.WriteLine(key.ExportPkcs8PrivateKeyPem());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException(
                File.Exists(path)
                    ? $"{path} is there already; delete it to make another certificate, which all workers then need"
                    : $"cannot write {path}: {e.Message}",
                e
            );
        }
    }

    /// <summary>Reads one with its key.</summary>
    /// <exception cref="ClusterException">It is not there, without its key, or not valid today.</exception>
    public static X509Certificate2 Load(string path) => Load(path, TimeProvider.System);

    internal static X509Certificate2 Load(string path, TimeProvider time)
    {
        var certificate = Read(path);
        var now = time.GetUtcNow();
        var begin = new DateTimeOffset(certificate.NotBefore);
        var end = new DateTimeOffset(certificate.NotAfter);
        var problem =
            now > end ? $"expired on {end.UtcDateTime:yyyy-MM-dd}"
            : now < begin ? $"is valid only from {begin.UtcDateTime:yyyy-MM-dd}"
            : null;
        if (problem is null)
        {
            return certificate;
        }

        certificate.Dispose();
        throw new ClusterException($"the certificate in {path} {problem}");
    }

    /// <summary>Whether the other side shows the one that this one has.</summary>
    internal static bool IsSame(X509Certificate2 own, X509Certificate? other) =>
        other is not null && CryptographicOperations.FixedTimeEquals(own.RawData, other.GetRawCertData());

    private static X509Certificate2 Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ClusterException($"there is no certificate {path}; 'batch-load-test certificate' makes one", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"cannot read the certificate {path}: {e.Message}", e);
        }

        try
        {
            if (!text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            {
                using var _ = X509Certificate2.CreateFromPem(text);
                throw new ClusterException($"{path} holds a certificate without its private key; both are needed");
            }

            var certificate = X509Certificate2.CreateFromPem(text, text);
            return OperatingSystem.IsWindows() ? WithStoredKey(certificate) : certificate;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ClusterException($"{path} holds no certificate with its private key as PEM text", e);
        }
    }

    // Windows' TLS takes no key that was never stored.
    private static X509Certificate2 WithStoredKey(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }

    private static FileStreamOptions ForNew()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
